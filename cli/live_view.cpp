#include "cli/live_view.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "cli/event_line.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {

using runtime::Event;
using runtime::EventKind;

namespace {

constexpr std::string_view kHideCursor = "\x1b[?25l", kShowCursor = "\x1b[?25h";
constexpr std::string_view kEraseBelow = "\x1b[J";
constexpr std::array<std::string_view, 10> kSpinner = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
constexpr auto kTurn = std::chrono::milliseconds(100);

double seconds(runtime::Milliseconds duration) { return static_cast<double>(duration.count()) / 1000.0; }

}  // namespace

const char* live_farewell() {
  return "\x1b[?25h\r\n\x1b[Jleft at once; the run stays open, and `infra apply` goes on with it\n";
}

LiveView::LiveView(Terminal& terminal, runtime::Clock& clock)
    : terminal_(terminal), clock_(clock), paint_(terminal.out_paint()), start_(clock.monotonic()) {
  terminal_.out(kHideCursor);
  thread_ = std::thread([this] { tick(); });
}

LiveView::~LiveView() {
  {
    std::lock_guard lock(mutex_);
    over_ = true;
    in_motion_.clear();
    draw();
  }
  wake_.notify_all();
  thread_.join();
  terminal_.out(kShowCursor);
}

void LiveView::on(const Event& event) {
  std::lock_guard lock(mutex_);
  auto found =
      std::find_if(in_motion_.begin(), in_motion_.end(), [&](const InMotion& each) { return each.step == event.step; });
  double took = found == in_motion_.end() ? -1 : seconds(clock_.monotonic() - found->since);
  switch (event.kind) {
    case EventKind::StepStarted:
      if (found == in_motion_.end()) in_motion_.push_back({event.step, event.text, clock_.monotonic()});
      break;
    case EventKind::StepProgress:
      if (found != in_motion_.end()) found->text = event.text;
      break;
    case EventKind::StepDone: ++done_; [[fallthrough]];
    case EventKind::StepFailed:
    case EventKind::StepSkipped:
      if (found != in_motion_.end()) in_motion_.erase(found);
      break;
    default: break;
  }
  std::string line = event_line(event, took, paint_);
  if (!line.empty()) staying_ += line + "\n";
  draw();
}

void LiveView::tick() {
  std::unique_lock lock(mutex_);
  while (!over_) {
    wake_.wait_for(lock, kTurn);
    ++turn_;
    if (!over_ && !in_motion_.empty()) draw();
  }
}

/// Moves up over the block as it lies on the screen now: a window that got narrower has folded its lines.
std::string LiveView::erase_block(Terminal::Size size) const {
  size_t rows = 0;
  for (size_t width : block_columns_) rows += width == 0 ? 1 : (width + size.columns - 1) / size.columns;
  std::string out = "\r";
  if (rows > 0) out += fmt::format("\x1b[{}A", rows);
  return out + std::string(kEraseBelow);
}

std::string LiveView::block(Terminal::Size size) {
  block_columns_.clear();
  if (in_motion_.empty()) return "";
  std::string out;
  // The last column stays free: a line that fills it would wrap on some terminals and not on others.
  size_t width = size.columns > 20 ? size.columns - 1 : 20;
  auto line = [&](std::string_view plain, auto&& styled) {
    std::string cut = fit(plain, width);
    block_columns_.push_back(columns(cut));
    out += styled(cut) + "\n";
  };
  size_t room = size.rows > 4 ? size.rows - 3 : 1;
  size_t widest = 0;
  for (const InMotion& each : in_motion_) widest = std::max(widest, columns(sanitize_line(each.step)));
  size_t shown = std::min(room, in_motion_.size());
  for (size_t i = 0; i < shown; ++i) {
    const InMotion& each = in_motion_[i];
    std::string plain = fmt::format("  {} {}  {:>7}  {}", kSpinner[turn_ % kSpinner.size()],
                                    padded(sanitize_line(each.step), std::min<size_t>(widest, 40)),
                                    duration_text(seconds(clock_.monotonic() - each.since)), sanitize_line(each.text));
    line(plain, [&](const std::string& text) { return paint_(Style::Cyan, text); });
  }
  std::string foot =
      fmt::format("  {} done, {} in motion{}, {}", done_, in_motion_.size(),
                  shown < in_motion_.size() ? fmt::format(" ({} not shown)", in_motion_.size() - shown) : "",
                  duration_text(seconds(clock_.monotonic() - start_)));
  line(foot, [&](const std::string& text) { return paint_(Style::Dim, text); });
  return out;
}

void LiveView::draw() {
  Terminal::Size size = terminal_.size();
  std::string out = erase_block(size) + std::exchange(staying_, "");
  out += block(size);
  terminal_.out(out);
}

}  // namespace infra::cli
