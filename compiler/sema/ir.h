// The typed IR: expressions after checking. Names are slots and indices, conversions are nodes of their own, every
// node has its type, so that evaluating an instance looks nothing up and decides nothing again. Data only: made by
// check/, asked by phases/, run by evaluate/.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/interner.h"
#include "compiler/source/span.h"
#include "compiler/types/type.h"
#include "compiler/value/builtin.h"
#include "compiler/value/value.h"

namespace infra::sema {

INFRA_ID(ModuleId);   ///< A file of the program.
INFRA_ID(NodeId);     ///< A typed expression.
INFRA_ID(PatternId);  ///< A checked pattern.
INFRA_ID(KindId);
INFRA_ID(FnId);

/// Already complained about. It evaluates to "failed", which spreads without a word.
struct ErrorNode {};
struct ConstantNode {
  value::ValueId value;
};
/// A loop variable, `let`, pattern binding, or `it`: a slot of the body's frame.
struct LocalNode {
  uint32_t slot;
};
struct ParamNode {
  uint32_t index;
};
/// `module` is the one that declares the let: this one, or another whose let is constant.
struct LetRefNode {
  ModuleId module;
  uint32_t index;
};
struct ResourceNode {
  uint32_t index;
};
struct UseNode {
  uint32_t index;
};
/// An operation that needs its operands' values; And, Or, Coalesce and If evaluate only what decides.
struct OperationNode {
  value::Op op;
  std::vector<NodeId> operands;
};
struct CallNode {
  const value::Builtin* builtin;
  std::vector<NodeId> operands;
};  ///< operands[0] is self.
/// A declared function as a value.
struct FnRefNode {
  FnId fn;
};
/// By parameter; invalid where the parameter's default stands.
struct FnCallNode {
  FnId fn;
  std::vector<NodeId> arguments;
};
/// Its parameters are slots of the frame that it stands in.
struct LambdaNode {
  std::vector<uint32_t> slots;
  NodeId body;
};
/// A call of a function that is a value.
struct ApplyNode {
  NodeId function;
  std::vector<NodeId> arguments;
};
struct ListNode {
  std::vector<NodeId> items;
};
struct MapEntryNode {
  NodeId key, value;
  Span key_span;
};
struct MapNode {
  std::vector<MapEntryNode> entries;
};
/// By field of the node's type; what was not written is a DefaultNode or none.
struct RecordNode {
  std::vector<NodeId> values;
};
struct VariantNode {
  uint32_t ordinal;
  std::string member;
  std::vector<std::string> names;
  std::vector<NodeId> values;
};
struct FieldNode {
  NodeId object;
  std::string field;
};
/// An input or a result of a resource, through a reference to it.
struct InputNode {
  NodeId object;
  KindId kind;
  uint32_t field;
};
struct ResultNode {
  NodeId object;
  std::string field;
};
/// An output of a module use.
struct OutputNode {
  NodeId object;
  ModuleId module;
  uint32_t index;
};
struct IndexNode {
  NodeId object, index;
};
struct LetNode {
  uint32_t slot;
  NodeId value, body;
};
struct MatchArmNode {
  PatternId pattern;
  NodeId value;
};
struct MatchNode {
  NodeId subject;
  std::vector<MatchArmNode> arms;
};
/// Over a list, set, map or range. `key_slot` is set for two names; `condition` and `has_condition` for a filter.
struct ComprehensionNode {
  NodeId source;
  uint32_t item_slot = 0;
  uint32_t key_slot = UINT32_MAX;
  NodeId condition;  ///< Invalid when there is none.
  NodeId body;
};
/// A value that must be proved fit for its type when it is known: an Int as a Port, a record with `where`s.
struct FitNode {
  NodeId value;
};
/// A field that was not written: the default that its record type or enum declares, evaluated where that stands.
struct DefaultNode {
  types::TypeId owner;
  uint32_t member;
  uint32_t field;
};
enum class FileForm : uint8_t { Artifact, Folder, Text };  ///< `file`, `dir`, `embed`.
/// `file("…")`, read beside the file that says it.
struct FileNode {
  FileForm form;
  NodeId path;
  ModuleId module;
};
/// `secret.env("…")`, `secret.file("…")`.
struct SecretNode {
  std::string source;
  NodeId name;
};

/// `plan { … }` of a test: the file that it stands in, with these arguments.
struct PlanGiven {
  NodeId key;      ///< A result of a resource, in a frame of its own, seen from inside of the plan.
  uint32_t slots;  ///< Of that frame.
  NodeId value;
};
struct PlanNode {
  std::vector<std::pair<uint32_t, NodeId>> arguments;  ///< By param.
  std::vector<PlanGiven> given;
};
/// A resource or module use of a plan.
struct PlanMemberNode {
  NodeId object;
  bool is_use;
  uint32_t index;
};
/// All resources of a kind; how many there are of any where `kind` is invalid.
struct PlanAllNode {
  NodeId object;
  KindId kind;
};
struct PlanDigestNode {
  NodeId object;
};

/// `wall.permits(from, to, port)`; `wall.open_to_all(to, port)` where `from` is invalid; `reachable(from, to, port)` where
/// `wall` is.
struct ReachNode {
  NodeId wall, from, to, port;
};

using NodeVariant = std::variant<ErrorNode, ConstantNode, LocalNode, ParamNode, LetRefNode, ResourceNode, UseNode,
                                 OperationNode, CallNode, FnRefNode, FnCallNode, LambdaNode, ApplyNode, ListNode,
                                 MapNode, RecordNode, VariantNode, FieldNode, InputNode, ResultNode, OutputNode,
                                 IndexNode, LetNode, MatchNode, ComprehensionNode, FitNode, DefaultNode, FileNode,
                                 SecretNode, PlanNode, PlanMemberNode, PlanAllNode, PlanDigestNode, ReachNode>;
struct Node {
  Span span;
  types::TypeId type;
  NodeVariant is;
};

struct WildcardTest {};
struct BindTest {
  uint32_t slot;
};
struct LiteralTest {
  NodeId value;
};
struct MemberTest {
  uint32_t ordinal;
  std::string member;
  std::vector<std::pair<std::string, PatternId>> payload;
};
struct SomeTest {
  PatternId inner;
};
struct NoneTest {};
struct Pattern {
  Span span;
  std::variant<WildcardTest, BindTest, LiteralTest, MemberTest, SomeTest, NoneTest> is;
};

/// An expression with the frame that it needs.
struct Body {
  NodeId root;
  uint32_t slots = 0;
  bool valid() const { return root.valid(); }
};

}  // namespace infra::sema
