// The live view of a run: lines that stay above, what is in motion below, redrawn in place.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "cli/progress.h"
#include "cli/terminal.h"

namespace infra::cli {

class LiveView : public Progress {
 public:
  LiveView(Terminal& terminal, runtime::Clock& clock);
  ~LiveView() override;
  void on(const runtime::Event& event) override;

 private:
  struct InMotion {
    std::string step, text;
    runtime::Milliseconds since;
  };

  void tick();                             ///< The thread that keeps the times moving.
  void draw();                             ///< Needs the mutex.
  std::string block(Terminal::Size size);  ///< What is in motion, cut to the window; remembers its width.
  std::string erase_block(Terminal::Size size) const;

  Terminal& terminal_;
  runtime::Clock& clock_;
  Painter paint_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::vector<InMotion> in_motion_;    ///< In the order of their start.
  std::string staying_;                ///< Lines not yet written.
  std::vector<size_t> block_columns_;  ///< Of each line of the block on the screen.
  size_t done_ = 0, turn_ = 0;
  runtime::Milliseconds start_;
  std::thread thread_;  ///< Last: it uses all of the above.
};

}  // namespace infra::cli
