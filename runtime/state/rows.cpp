#include "runtime/state/rows.h"

namespace infra::runtime {

std::string_view status_text(InstanceStatus status) {
  switch (status) {
    case InstanceStatus::Creating: return "creating";
    case InstanceStatus::Ready: return "ready";
    case InstanceStatus::Current: return "current";
    case InstanceStatus::Retained: return "retained";
    case InstanceStatus::Retiring: return "retiring";
    case InstanceStatus::Retired: return "retired";
    case InstanceStatus::Kept: return "kept";
    case InstanceStatus::Unknown: return "unknown";
  }
  return "";
}

std::string_view status_text(RunStatus status) {
  switch (status) {
    case RunStatus::Open: return "open";
    case RunStatus::Committed: return "committed";
    case RunStatus::Done: return "done";
    case RunStatus::Failed: return "failed";
    case RunStatus::Abandoned: return "abandoned";
  }
  return "";
}

std::string_view status_text(IntentStatus status) {
  switch (status) {
    case IntentStatus::Open: return "open";
    case IntentStatus::Done: return "done";
    case IntentStatus::Failed: return "failed";
    case IntentStatus::Unknown: return "unknown";
  }
  return "";
}

}  // namespace infra::runtime
