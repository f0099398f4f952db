#include "compiler/reach/explain.h"

#include <algorithm>

#include <fmt/format.h>

namespace infra::reach {
namespace {

/// Of a list of names, and of the zones before which a connection stops, so many are written out.
constexpr size_t kShown = 3;

/// A connection with its ends as they are called: a part of a block by its own addresses, the whole as it was asked for.
struct Shown {
  const Pair& ends;
  std::string from_text, to_text;
};

std::string text_of(const Model& model, const Party& party, const End& end, bool is_whole) {
  if (end.thing || !end.addresses || !is_whole) return print(model, end);
  for (uint32_t zone : party.zones) {
    bool stands_there = std::find(end.zones.begin(), end.zones.end(), zone) != end.zones.end();
    if (stands_there) return model.zones[zone].name;
  }
  for (const Block& block : party.blocks) {
    if (covers(block, *end.addresses)) return print(block);
  }
  return print(model, end);
}

std::string quoted(const std::string& name) { return fmt::format("`{}`", name); }

std::string listed(const std::vector<std::string>& names, size_t count) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : ", ") + names[i];
  return count > names.size() ? fmt::format("{} and {} more", out, count - names.size()) : out;
}

std::string print(const Model& model, const Party& party) {
  std::vector<std::string> names;
  auto add = [&](std::string name) {
    if (names.size() < kShown) names.push_back(quoted(name));
  };
  for (const Block& block : party.blocks) add(print(block));
  for (uint32_t zone : party.zones) add(model.zones[zone].name);
  for (uint32_t thing : party.things) add(model.things[thing].name);
  size_t count = party.blocks.size() + party.zones.size() + party.things.size();
  if (party.unknown) return count == 0 ? "what is not known yet" : listed(names, count) + " or what is not known yet";
  return count == 0 ? "nobody" : listed(names, count);
}

std::string rule_name(const Model& model, uint32_t wall, const Rule& rule) {
  return fmt::format("`{}[{}]`", model.walls[wall].name, rule.number);
}

std::string port_text(const Question& question) {
  return question.unknown_port ? "on a port that is not known yet" : fmt::format("on port {}", question.port);
}

/// `, outside`, where that is not plain.
std::string standing(const End& end) { return end.zones.empty() ? ", outside" : ""; }

std::string print(const Model& model, const Hop& hop) {
  std::string place = hop.zone ? quoted(model.zones[*hop.zone].name) : "outside";
  if (!hop.wall) return hop.undecided ? place + ", if it may leave" : place;
  if (hop.rule == nullptr) return fmt::format("{} by `{}`, not known yet", place, model.walls[*hop.wall].name);
  return fmt::format("{} by {}{} ({})", place, rule_name(model, *hop.wall, *hop.rule),
                     hop.undecided ? ", if it fits" : "", print(model, *hop.rule));
}

std::string open_way(const Model& model, const Way& way, const Shown& pair) {
  std::string out = quoted(pair.from_text);
  for (size_t i = 0; i < way.hops.size(); ++i) {
    if (i == 0 && !way.hops[0].zone) {
      out += standing(pair.ends.from);
      continue;
    }
    out += (i == 0 ? " in " : " → ") + print(model, way.hops[i]);
  }
  return out + " → " + quoted(pair.to_text);
}

std::vector<std::string> walls_of(const Model& model, const Zone& zone) {
  std::vector<std::string> names;
  for (size_t i = 0; i < zone.walls.size() && i < kShown; ++i) names.push_back(quoted(model.walls[zone.walls[i]].name));
  return names;
}

std::string closed_way(const Model& model, const Question& question, const Way& way, const Shown& pair) {
  std::string who = quoted(pair.from_text) + standing(pair.ends.from);
  std::string what = fmt::format("{} to `{}` {}", quoted(pair.from_text), pair.to_text, port_text(question));
  if (way.refusing.empty()) {
    if (pair.ends.to.zones.empty())
      return fmt::format("{} has no way to the outside, where `{}` is", who, pair.to_text);
    const std::string& zone = model.zones[pair.ends.to.zones.front()].name;
    std::string exit = way.has_no_exit ? ", and no way to the outside" : "";
    return fmt::format("{} has no way into `{}`, where `{}` is{}", who, zone, pair.to_text, exit);
  }
  std::string out = who + " stops at ";
  for (size_t i = 0; i < way.refusing.size() && i < kShown; ++i) {
    const Zone& zone = model.zones[way.refusing[i]];
    if (i > 0) out += "; at ";
    if (zone.walls.empty()) {
      out += fmt::format("`{}`, which nothing opens to the outside", zone.name);
    } else {
      out += fmt::format("`{}`: no rule of {} permits {}", zone.name, listed(walls_of(model, zone), zone.walls.size()),
                         what);
    }
  }
  return way.refusing.size() > kShown ? fmt::format("{}; at {} more", out, way.refusing.size() - kShown) : out;
}

/// A rule of these walls for the same port and target that names others.
std::optional<std::string> nearest_rule(const Model& model, const Question& question,
                                        const std::vector<uint32_t>& walls, const Shown& pair) {
  for (uint32_t wall : walls) {
    for (const Rule& rule : model.walls[wall].rules) {
      if (is_for_port(rule, question) != Tri::Yes || names(model, rule.to, pair.ends.to) != Tri::Yes) continue;
      return fmt::format("nearest: {} ({})", rule_name(model, wall, rule), print(model, rule));
    }
  }
  return std::nullopt;
}

void explain_wall(const Model& model, const Question& question, const Shown& pair, bool is_open,
                  std::vector<std::string>& lines) {
  const Wall& wall = model.walls[*question.wall];
  std::string what = fmt::format("`{}` to `{}` {}", pair.from_text, pair.to_text, port_text(question));
  for (const Rule& rule : wall.rules) {
    Tri fits = std::min(
        {is_for_port(rule, question), names(model, rule.to, pair.ends.to), names(model, rule.from, pair.ends.from)});
    if (!is_open || fits != Tri::Yes) continue;
    lines.push_back(fmt::format("{} permits {}: {}", rule_name(model, *question.wall, rule), what, print(model, rule)));
    return;
  }
  lines.push_back(fmt::format("no rule of `{}` permits {}", wall.name, what));
  if (auto nearest = nearest_rule(model, question, {*question.wall}, pair)) lines.push_back(*nearest);
}

}  // namespace

std::string print(const Model& model, const Rule& rule) {
  std::string ports = rule.first_port == rule.last_port
                          ? fmt::format("port {}", rule.first_port)
                          : fmt::format("ports {} to {}", rule.first_port, rule.last_port);
  if (rule.unknown_ports) ports = "a port that is not known yet";
  return fmt::format("from {} to {}, {}", print(model, rule.from), print(model, rule.to), ports);
}

std::vector<std::string> explain(const Model& model, const Question& question, const Answer& answer) {
  std::vector<std::string> lines;
  bool is_whole = answer.verdict == Verdict::All || answer.verdict == Verdict::None;
  auto shown = [&](const Pair& pair) {
    return Shown{pair, text_of(model, question.from, pair.from, is_whole),
                 text_of(model, question.to, pair.to, is_whole)};
  };
  if (answer.open && question.wall) {
    explain_wall(model, question, shown(*answer.open), true, lines);
  } else if (answer.open) {
    lines.push_back("open: " + open_way(model, way_of(model, question, *answer.open, false), shown(*answer.open)));
  }
  if (!answer.closed) return lines;
  if (question.wall) {
    explain_wall(model, question, shown(*answer.closed), false, lines);
    return lines;
  }
  Way way = way_of(model, question, *answer.closed, false);
  lines.push_back("closed: " + closed_way(model, question, way, shown(*answer.closed)));
  for (uint32_t zone : way.refusing) {
    auto nearest = nearest_rule(model, question, model.zones[zone].walls, shown(*answer.closed));
    if (!nearest) continue;
    lines.push_back(*nearest);
    break;
  }
  return lines;
}

}  // namespace infra::reach
