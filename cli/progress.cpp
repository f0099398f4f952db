#include "cli/progress.h"

#include <map>

#include "cli/event_line.h"
#include "cli/live_view.h"
#include "compiler/base/sanitize.h"

namespace infra::cli {
namespace {

using runtime::Event;
using runtime::EventKind;

/// For logs: a line an event, in the order that they came.
class PlainLines : public Progress {
 public:
  explicit PlainLines(Terminal& terminal) : terminal_(terminal) {}
  void on(const Event& event) override {
    if (event.kind == EventKind::StepStarted) started_[event.step] = event.at;
    double took = -1;
    if (auto found = started_.find(event.step); found != started_.end()) {
      took = static_cast<double>((event.at - found->second).count()) / 1000.0;
    }
    std::string line = event_line(event, took, terminal_.out_paint());
    if (!line.empty()) terminal_.out(line + "\n");
  }

 private:
  Terminal& terminal_;
  std::map<std::string, runtime::Milliseconds> started_;
};

/// For tools: a JSON document an event and line.
class JsonLines : public Progress {
 public:
  explicit JsonLines(Terminal& terminal) : terminal_(terminal) {}
  void on(const Event& event) override {
    Json line = {{"event", std::string(runtime::event_text(event.kind))}, {"run", event.run}, {"ms", event.at.count()}};
    auto add = [&](const char* name, const std::string& text) {
      if (!text.empty()) line[name] = sanitize(text);
    };
    add("step", event.step);
    add("operation", event.operation);
    add("address", event.address);
    add("text", event.text);
    if (!event.data.is_null() && !event.data.empty()) line["data"] = event.data;
    terminal_.out(line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  }

 private:
  Terminal& terminal_;
};

}  // namespace

std::unique_ptr<Progress> make_progress(Context& context, runtime::Clock& clock) {
  if (context.format == Format::Json) return std::make_unique<JsonLines>(context.terminal);
  if (context.terminal.out_is_terminal()) return std::make_unique<LiveView>(context.terminal, clock);
  return std::make_unique<PlainLines>(context.terminal);
}

}  // namespace infra::cli
