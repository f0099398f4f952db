#include "cli/show_change_set.h"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "compiler/base/sanitize.h"
#include "compiler/base/text.h"
#include "runtime/change/value_text.h"

namespace infra::cli {

using runtime::Action;
using runtime::ChangeSet;
using runtime::Step;

namespace {

/// How an action looks, and how it is counted; in the order of the counts.
struct Look {
  Action action;
  std::string_view sign;
  Style style;
  std::string_view counted;  ///< Behind the number.
  bool leaves;               ///< Shown last and never folded away: something stops existing or being managed.
};
constexpr Look kLooks[] = {
    {Action::Create, "+", Style::Green, "to create", false},
    {Action::Replace, "±", Style::Yellow, "to replace", false},
    {Action::Update, "~", Style::Yellow, "to change in place", false},
    {Action::Move, "→", Style::Cyan, "to move", false},
    {Action::TakeBack, "↺", Style::Green, "to take back", false},
    {Action::Start, "▸", Style::Magenta, "to start again", false},
    {Action::Recreate, "↻", Style::Magenta, "to make again", false},
    {Action::PutBack, "↩", Style::Magenta, "to put back", false},
    {Action::KeepData, "◦", Style::Blue, "leaving with its data kept", true},
    {Action::Retire, "-", Style::Red, "to retire", true},
    {Action::DestroyData, "✗", Style::BoldRed, "to destroy with its data", true},
};

const Look* look_of(Action action) {
  for (const Look& look : kLooks) {
    if (look.action == action) return &look;
  }
  return nullptr;
}

std::string_view base_of(std::string_view address) { return address.substr(0, address.rfind('[')); }

/// Steps that differ in nothing but the key of their address.
bool alike(const Step& a, const Step& b) {
  return a.action == b.action && a.kind == b.kind && a.maybe == b.maybe && a.why == b.why &&
         base_of(a.address) == base_of(b.address) && a.address.ends_with("]");
}

/// `listen = 8080, health = "/healthz"`, one line, or a line each.
std::string inputs_text(const Json& inputs, Painter paint, ShowOptions options) {
  constexpr size_t kIndent = 6;
  if (!inputs.is_object() || inputs.empty()) return "";
  std::string line, out;
  for (const auto& [name, value] : inputs.items()) {
    std::string text = fmt::format("{} = {}", sanitize_line(name), sanitize_line(runtime::value_text(value)));
    if (options.all) {
      out += fmt::format("{:{}}{}\n", "", kIndent, paint(Style::Dim, text));
    } else {
      line += (line.empty() ? "" : ", ") + text;
    }
  }
  if (options.all) return out;
  size_t width = options.width > kIndent + 20 ? options.width - kIndent : 20;
  return fmt::format("{:{}}{}\n", "", kIndent, paint(Style::Dim, fit(line, width)));
}

class Text {
 public:
  Text(Painter paint, ShowOptions options, std::span<const Step* const> steps) : paint_(paint), options_(options) {
    for (const Step* step : steps) widest_ = std::max(widest_, columns(sanitize_line(step->address)));
    widest_ = std::min<size_t>(widest_, 48);
  }

  void step(const Step& step, const Look& look, bool details) {
    std::string head = padded(sanitize_line(step.address), widest_);
    out_ += fmt::format("  {} {}  {}", paint_(look.style, look.sign), paint_(look.style, head),
                        paint_(Style::Dim, sanitize_line(step.kind)));
    if (step.maybe) out_ += paint_(Style::Yellow, "  perhaps: it waits for a result");
    out_ += "\n";
    if (!details) return;
    for (const std::string& why : step.why) out_ += fmt::format("      {}\n", sanitize_line(why));
    if (step.action == Action::Create || options_.all) out_ += inputs_text(step.after_inputs, paint_, options_);
  }
  void folded(size_t count, std::string_view base) {
    out_ += fmt::format("    {}\n",
                        paint_(Style::Dim, fmt::format("… {} more of `{}` like these", count, sanitize_line(base))));
  }
  std::string take() { return std::move(out_); }

 private:
  Painter paint_;
  ShowOptions options_;
  size_t widest_ = 8;
  std::string out_;
};

constexpr size_t kShownOfAlike = 3;

std::string steps_text(std::span<const Step* const> steps, Painter paint, ShowOptions options) {
  Text text(paint, options, steps);
  for (size_t begin = 0; begin < steps.size();) {
    size_t end = begin + 1;
    while (end < steps.size() && alike(*steps[begin], *steps[end])) ++end;
    const Look& look = *look_of(steps[begin]->action);
    bool fold = !options.all && !look.leaves && end - begin > kShownOfAlike + 1;
    size_t shown = fold ? begin + kShownOfAlike : end;
    for (size_t i = begin; i < shown; ++i) text.step(*steps[i], look, i == begin || options.all);
    if (fold) text.folded(end - shown, base_of(steps[begin]->address));
    begin = end;
  }
  return text.take();
}

}  // namespace

std::string show_counts(const ChangeSet& change_set, Painter paint) {
  std::string out;
  for (const Look& look : kLooks) {
    size_t count = change_set.count(look.action);
    if (count > 0) out += (out.empty() ? "" : ", ") + paint(look.style, fmt::format("{} {}", count, look.counted));
  }
  size_t kept = change_set.count(Action::Keep);
  if (kept > 0) out += (out.empty() ? "" : ", ") + paint(Style::Dim, fmt::format("{} unchanged", kept));
  return out;
}

std::string show(const ChangeSet& change_set, Painter paint, ShowOptions options) {
  std::vector<const Step*> stays, leaves;
  for (const Step& step : change_set.steps) {
    const Look* look = look_of(step.action);
    if (look != nullptr) (look->leaves ? leaves : stays).push_back(&step);
  }
  std::string out;
  if (!stays.empty()) out += steps_text(stays, paint, options);
  if (!leaves.empty()) {
    if (!out.empty()) out += "\n";
    out += steps_text(leaves, paint, options);
  }
  if (!change_set.notes.empty() && !out.empty()) out += "\n";
  for (const std::string& note : change_set.notes) {
    out += fmt::format("  {} {}\n", paint(Style::Blue, "note:"), sanitize_line(note));
  }
  if (!out.empty()) out += "\n";
  std::string counts = show_counts(change_set, paint);
  std::string name = paint(Style::Bold, sanitize_line(change_set.deployment));
  if (change_set.empty()) return out + fmt::format("{}: nothing to do{}{}\n", name, counts.empty() ? "" : ", ", counts);
  return out + fmt::format("{}: {}\n", name, counts);
}

}  // namespace infra::cli
