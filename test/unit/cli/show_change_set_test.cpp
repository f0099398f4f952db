#include "cli/show_change_set.h"

#include <gtest/gtest.h>

namespace infra::cli {
namespace {

using runtime::Action;
using runtime::ChangeSet;
using runtime::Step;

Step step(Action action, const std::string& address, const std::string& kind, std::vector<std::string> why = {}) {
  Step made;
  made.action = action;
  made.address = address;
  made.kind = kind;
  made.why = std::move(why);
  return made;
}

ChangeSet change_set(std::vector<Step> steps) {
  ChangeSet made;
  made.deployment = "prod";
  made.steps = std::move(steps);
  return made;
}

std::string plain(const ChangeSet& changes, ShowOptions options = {}) { return show(changes, Painter(false), options); }

TEST(ShowChangeSet, PutsWhatLeavesBehindWhatStaysAndTheCountsLast) {
  ChangeSet changes = change_set({
      step(Action::Retire, "aged", "std.compute.Service"),
      step(Action::Replace, "app[0]", "std.compute.Service", {"`release` changed: \"v1\" to \"v2\""}),
      step(Action::Keep, "code", "std.compute.Archive"),
      step(Action::Move, "front", "std.net.Balancer"),
  });
  changes.notes = {"`data` stays"};
  EXPECT_EQ(plain(changes),
            "  ± app[0]    std.compute.Service\n"
            "      `release` changed: \"v1\" to \"v2\"\n"
            "  → front     std.net.Balancer\n"
            "\n"
            "  - aged      std.compute.Service\n"
            "\n"
            "  note: `data` stays\n"
            "\n"
            "prod: 1 to replace, 1 to move, 1 to retire, 1 unchanged\n");
}

TEST(ShowChangeSet, FoldsManyAlikeButNeverWhatIsDestroyed) {
  std::vector<Step> steps;
  for (int i = 0; i < 9; ++i) steps.push_back(step(Action::Create, "web[" + std::to_string(i) + "]", "std.host.File"));
  for (int i = 0; i < 9; ++i)
    steps.push_back(step(Action::DestroyData, "old[" + std::to_string(i) + "]", "std.data.Volume"));
  std::string text = plain(change_set(steps));
  EXPECT_NE(text.find("web[2]"), std::string::npos);
  EXPECT_EQ(text.find("web[3]"), std::string::npos);
  EXPECT_NE(text.find("… 6 more of `web` like these"), std::string::npos);
  for (int i = 0; i < 9; ++i) EXPECT_NE(text.find("old[" + std::to_string(i) + "]"), std::string::npos);
  EXPECT_NE(plain(change_set(steps), {.all = true}).find("web[8]"), std::string::npos);
  EXPECT_TRUE(text.ends_with("prod: 9 to create, 9 to destroy with its data\n"));
}

TEST(ShowChangeSet, CutsInputsToTheWindow) {
  Step created = step(Action::Create, "motd", "std.host.File");
  created.after_inputs = {{"content", std::string(200, 'x')}, {"path", "/etc/motd"}};
  std::string text = plain(change_set({created}), {.width = 60});
  for (size_t begin = 0, end; begin < text.size(); begin = end + 1) {
    end = text.find('\n', begin);
    EXPECT_LE(columns(text.substr(begin, end - begin)), 60u);
  }
  EXPECT_NE(plain(change_set({created}), {.width = 60, .all = true}).find("path = \"/etc/motd\""), std::string::npos);
}

TEST(ShowChangeSet, LetsNoEscapeOfAnInputThrough) {
  Step created = step(Action::Create, "a\x1b[2Jb", "std.host.File", {"\x1b]0;title\x07"});
  created.after_inputs = {{"content", "\x1b[31m"}};
  EXPECT_EQ(plain(change_set({created})).find('\x1b'), std::string::npos);
}

TEST(ShowChangeSet, SaysWhenThereIsNothingToDo) {
  EXPECT_EQ(plain(change_set({step(Action::Keep, "code", "std.compute.Archive")})),
            "prod: nothing to do, 1 unchanged\n");
  EXPECT_EQ(plain(change_set({})), "prod: nothing to do\n");
}

TEST(ShowChangeSet, SaysThatAStepWaitsForAResult) {
  Step waits = step(Action::Replace, "app[0]", "std.compute.Service");
  waits.maybe = true;
  EXPECT_NE(plain(change_set({waits})).find("perhaps"), std::string::npos);
}

}  // namespace
}  // namespace infra::cli
