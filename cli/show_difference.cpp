#include "cli/show_difference.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"

namespace infra::cli {

using plan::Change;
using plan::Concern;
using plan::Difference;
using plan::Entry;
using plan::FieldChange;

namespace {

constexpr size_t kShownOfAlike = 3;
constexpr size_t kWidestName = 48;

/// How what happens looks, and how it is counted; in the order of the counts.
struct Look {
  std::string_view action;
  std::string_view sign;
  Style style;
  std::string_view counted;
};
constexpr Look kActions[] = {
    {"create", "+", Style::Green, "to create"},
    {"replace", "±", Style::Yellow, "to replace"},
    {"update", "~", Style::Yellow, "to change in place"},
    {"move", "→", Style::Cyan, "to move"},
    {"keep data", "◦", Style::Blue, "leaving with its data kept"},
    {"retire", "-", Style::Red, "to retire"},
};
constexpr Look kSettings = {"", "~", Style::Dim, "with other settings"};
constexpr Look kLeftOut = {"", "◌", Style::Dim, "left out"}, kTakenIn = {"", "◌", Style::Dim, "left out before"};
constexpr Look kAdded = {"", "+", Style::Green, "added"}, kRemoved = {"", "-", Style::Red, "removed"},
               kChanged = {"", "~", Style::Yellow, "changed"};

const Look& look_of(const Entry& entry) {
  if (entry.change == Change::LeftOut) return kLeftOut;
  if (entry.change == Change::TakenIn) return kTakenIn;
  if (entry.concern != Concern::Resource) {
    return entry.change == Change::Added ? kAdded : entry.change == Change::Removed ? kRemoved : kChanged;
  }
  for (const Look& look : kActions) {
    if (look.action == entry.action) return look;
  }
  return kSettings;
}

std::string_view base_of(std::string_view address) { return address.substr(0, address.rfind('[')); }

/// Entries that differ in nothing but the key of their address.
bool alike(const Entry& a, const Entry& b) {
  return a.concern == b.concern && a.change == b.change && a.kind == b.kind && a.action == b.action &&
         a.because == b.because && a.fields == b.fields && base_of(a.name) == base_of(b.name) && a.name.ends_with("]");
}

/// Digests are cut to what people compare; `--json` has the whole ones.
std::string brief(std::string_view text) {
  constexpr std::string_view kHead = "sha256:";
  constexpr size_t kDigits = 64, kShown = 12;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(kHead) && at + kHead.size() + kDigits <= text.size()) {
      out += std::string(text.substr(at, kHead.size() + kShown)) + "…";
      at += kHead.size() + kDigits;
    } else {
      out += text[at++];
    }
  }
  return sanitize_line(out);
}

class Text {
 public:
  Text(Painter paint, ShowOptions options) : paint_(paint), options_(options) {}

  void entries(std::span<const Entry> all) {
    widest_ = 8;
    for (const Entry& entry : all) widest_ = std::max(widest_, columns(sanitize_line(entry.name)));
    widest_ = std::min(widest_, kWidestName);
    for (size_t begin = 0; begin < all.size();) {
      size_t end = begin + 1;
      while (end < all.size() && alike(all[begin], all[end])) ++end;
      bool fold = !options_.all && end - begin > kShownOfAlike + 1;
      size_t shown = fold ? begin + kShownOfAlike : end;
      for (size_t i = begin; i < shown; ++i) entry(all[i], i == begin || options_.all);
      if (fold) {
        out_ += fmt::format("    {}\n", paint_(Style::Dim, fmt::format("… {} more of `{}` like these", end - shown,
                                                                       sanitize_line(base_of(all[begin].name)))));
      }
      begin = end;
    }
  }
  void heading(std::string_view title) {
    if (!out_.empty()) out_ += "\n";
    out_ += fmt::format("{}\n", paint_(Style::Bold, title));
  }
  std::string take() { return std::move(out_); }

 private:
  void entry(const Entry& entry, bool details) {
    const Look& look = look_of(entry);
    std::string name = sanitize_line(entry.name);
    out_ += fmt::format("  {} ", paint_(look.style, look.sign));
    if (entry.kind.empty()) {
      out_ += paint_(look.style, name);
    } else {
      out_ += paint_(look.style, padded(name, widest_)) + "  " + paint_(Style::Dim, sanitize_line(entry.kind));
    }
    out_ += "\n";
    if (!details) return;
    if (!entry.because.empty()) {
      std::vector<std::string_view> names(entry.because.begin(), entry.because.end());
      line(fmt::format("{} {} replaced", sanitize_line(list_names(names, 4)), names.size() == 1 ? "is" : "are"));
    }
    if (entry.change == Change::Removed && !options_.all) return;
    bool is_on_one_side = entry.change == Change::Added || entry.change == Change::Removed;
    if (is_on_one_side && entry.concern == Concern::Resource) return inputs(entry);
    for (const FieldChange& change : entry.fields) field(change);
  }

  /// `listen = 8080, health = "/healthz"`: on one line, or on a line each.
  void inputs(const Entry& entry) {
    std::string all;
    for (const FieldChange& change : entry.fields) {
      std::string text = fmt::format("{} = {}", sanitize_line(change.path),
                                     value(change, change.after.empty() ? change.before : change.after));
      if (options_.all) {
        line(paint_(Style::Dim, text));
      } else {
        all += (all.empty() ? "" : ", ") + text;
      }
    }
    if (!options_.all && !all.empty()) line(paint_(Style::Dim, fit(all, room())));
  }

  std::string value(const FieldChange& change, const std::string& text) const {
    if (change.is_secret && text.find('<') == text.npos) return "a secret from " + brief(text);
    return brief(text);
  }

  void field(const FieldChange& change) {
    std::string path = sanitize_line(change.path), before = value(change, change.before),
                after = value(change, change.after);
    if (change.is_secret && before == after) return line(fmt::format("{}: another secret", path));
    if (change.before.empty()) return line(fmt::format("{}: {}", path, paint_(Style::Green, cut(after))));
    if (change.after.empty()) return line(fmt::format("{}: {} is gone", path, paint_(Style::Red, cut(before))));
    std::string arrow = fmt::format("{}: {} → {}", path, before, after);
    if (columns(arrow) <= room() || options_.all) {
      return line(fmt::format("{}: {} → {}", path, paint_(Style::Red, before), paint_(Style::Green, after)));
    }
    line(path + ":");
    line("  - " + paint_(Style::Red, cut(before)));
    line("  + " + paint_(Style::Green, cut(after)));
  }

  size_t room() const { return options_.width > 26 ? options_.width - 6 : 20; }
  std::string cut(const std::string& text) const { return options_.all ? text : fit(text, room() - 4); }
  void line(std::string_view text) { out_ += fmt::format("      {}\n", text); }

  Painter paint_;
  ShowOptions options_;
  size_t widest_ = 8;
  std::string out_;
};

std::string counts(const Difference& difference, Painter paint) {
  std::string out;
  auto add = [&](size_t count, Style style, std::string_view what) {
    if (count > 0) out += (out.empty() ? "" : ", ") + paint(style, fmt::format("{} {}", count, what));
  };
  auto count_look = [&](const Look& look) {
    auto is = [&](const Entry& entry) { return entry.concern == Concern::Resource && &look_of(entry) == &look; };
    add(static_cast<size_t>(std::count_if(difference.entries.begin(), difference.entries.end(), is)), look.style,
        look.counted);
  };
  for (const Look& look : kActions) count_look(look);
  for (const Look* look : {&kSettings, &kLeftOut, &kTakenIn}) count_look(*look);
  size_t others =
      static_cast<size_t>(std::count_if(difference.entries.begin(), difference.entries.end(),
                                        [](const Entry& entry) { return entry.concern != Concern::Resource; }));
  if (others > 0) add(others, Style::Plain, others == 1 ? "other difference" : "other differences");
  return out.empty() ? "another form of the same" : out;
}

constexpr std::array<std::string_view, 10> kHeadings = {"deployment", "resources", "lookups",  "providers", "kinds",
                                                        "rollouts",   "checks",    "policies", "waivers",   "outputs"};

}  // namespace

std::string show(const Difference& difference, const std::string& deployment, Painter paint, ShowOptions options) {
  Text text(paint, options);
  std::span<const Entry> all(difference.entries);
  for (size_t begin = 0; begin < all.size();) {
    size_t end = begin + 1;
    while (end < all.size() && all[end].concern == all[begin].concern) ++end;
    text.heading(kHeadings[static_cast<size_t>(all[begin].concern)]);
    text.entries(all.subspan(begin, end - begin));
    begin = end;
  }
  std::string body = text.take(), notes;
  auto note = [&](const std::string& said) { notes += fmt::format("  {} {}\n", paint(Style::Blue, "note:"), said); };
  for (const plan::Renamed& name : difference.renamed) {
    note(fmt::format("`{}` is called `{}` now", sanitize_line(name.before), sanitize_line(name.after)));
  }
  for (const auto& [before, after] : difference.perhaps_renamed) {
    note(fmt::format("`{}` and `{}` have the same inputs: `renamed {} to {}` would keep what is deployed",
                     sanitize_line(before), sanitize_line(after), sanitize_line(before), sanitize_line(after)));
  }
  if (!body.empty() && !notes.empty()) body += "\n";
  body += notes;
  std::string name = paint(Style::Bold, sanitize_line(deployment));
  if (difference.same()) return body + fmt::format("{}: the same plan, {}\n", name, difference.after.text());
  return body + fmt::format("\n{}: {}\n", name, counts(difference, paint));
}

}  // namespace infra::cli
