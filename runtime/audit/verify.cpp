#include "runtime/audit/verify.h"

#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/diag/codes/state.h"
#include "compiler/diag/error.h"
#include "runtime/state/audit_record.h"

namespace infra::runtime {
namespace {

class Verifier {
 public:
  void read(const AuditRecord& record) {
    const uint64_t expected = last_ + 1;
    if (record.sequence != expected) {
      problem(record, fmt::format("record {} was expected in its place", expected));
    }
    last_ = record.sequence;
    if (const Digest actual = audit_digest(record); actual != record.digest) {
      problem(record,
              fmt::format("its content has the digest {}, but it says {}", actual.brief(), record.digest.brief()));
    }
    if (const Digest before = head_before(record.run); before != record.previous) {
      problem(record, fmt::format("it follows {} in {}, but the record before it there is {}", record.previous.brief(),
                                  chain_name(record.run), before.brief()));
    }
    if (record.event == "join") check_join(record);
    heads_[record.run] = record.digest;
  }

  std::vector<AuditProblem> end(const std::map<uint64_t, Digest>& heads) {
    for (const auto& [run, head] : heads) {
      const auto found = heads_.find(run);
      if (found == heads_.end()) {
        problems_.push_back(
            {0, fmt::format("{} should end with {}, but has no records", chain_name(run), head.brief())});
      } else if (found->second != head) {
        problems_.push_back({0, fmt::format("{} should end with {}, but ends with {}", chain_name(run), head.brief(),
                                            found->second.brief())});
      }
    }
    for (const auto& [run, head] : heads_) {
      if (!heads.contains(run)) problems_.push_back({0, fmt::format("the state does not know of {}", chain_name(run))});
    }
    return std::move(problems_);
  }

 private:
  static std::string chain_name(uint64_t run) {
    return run == 0 ? "the deployment's chain" : fmt::format("the chain of run {}", run);
  }

  void problem(const AuditRecord& record, std::string found) {
    problems_.push_back({record.sequence, std::move(found)});
  }

  Digest head_before(uint64_t run) const {
    auto head = heads_.find(run);
    if (head == heads_.end()) head = heads_.find(0);
    return head == heads_.end() ? Digest() : head->second;
  }

  void check_join(const AuditRecord& record) {
    const Json& body = record.body;
    const bool well_formed =
        record.run == 0 && body.is_object() && body.contains("run") && body["run"].is_number_unsigned();
    if (!well_formed) return problem(record, "it joins no run's chain");
    const auto run = body["run"].get<uint64_t>();
    const auto head = heads_.find(run);
    if (run == 0 || head == heads_.end() || body != join_body(run, head->second)) {
      problem(record, fmt::format("it does not join the last record of {}", chain_name(run)));
    }
  }

  uint64_t last_ = 0;
  std::map<uint64_t, Digest> heads_;
  std::vector<AuditProblem> problems_;
};

}  // namespace

std::vector<AuditProblem> verify_audit(std::span<const AuditRecord> records, const std::map<uint64_t, Digest>& heads) {
  Verifier verifier;
  for (const AuditRecord& record : records) verifier.read(record);
  return verifier.end(heads);
}

Result<void> check_audit(StateReader& reader) {
  INFRA_ASSIGN(const std::vector<AuditRecord> records, reader.audit());
  INFRA_ASSIGN(const auto heads, reader.audit_heads());
  const std::vector<AuditProblem> problems = verify_audit(records, heads);
  if (problems.empty()) return {};
  Error error = diag::error(diag::AuditBroken, fmt::format("{} in it", count_noun(problems.size(), "problem")));
  for (const AuditProblem& problem : problems) {
    error.notes.push_back(problem.sequence == 0 ? problem.found
                                                : fmt::format("record {}: {}", problem.sequence, problem.found));
  }
  error.help = "the log was changed after it was written: compare it with a copy that you trust";
  return fail(std::move(error));
}

}  // namespace infra::runtime
