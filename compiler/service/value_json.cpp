#include "compiler/service/value_json.h"

#include <charconv>

#include "compiler/base/json.h"
#include "compiler/value/print.h"

namespace infra::service {
namespace {

using value::ValueId;
using value::ValueKind;

constexpr size_t kPiece = 64u << 10;

/// Writes straight into the text: documents have millions of values.
class Writer {
 public:
  /// `write` may be null.
  Writer(std::string& out, const sema::Program& program, const TextWriter* write)
      : out_(out), program_(program), values_(*program.values), write_(write) {}

  void write(ValueId value) {
    switch (values_.kind(value)) {
      case ValueKind::None: out_ += "null"; break;
      case ValueKind::Bool: out_ += values_.as_bool(value) ? "true" : "false"; break;
      case ValueKind::Int: integer(values_.as_int(value)); break;
      case ValueKind::Float: append_json_number(out_, values_.as_float(value)); break;
      case ValueKind::String:
      case ValueKind::Reference: append_json_string(out_, values_.as_text(value)); break;
      case ValueKind::Range: {
        auto [begin, end] = values_.as_range(value);
        out_ += "{\"begin\":";
        integer(begin);
        out_ += ",\"end\":";
        integer(end);
        out_ += '}';
        break;
      }
      case ValueKind::List:
      case ValueKind::Set: list(value); break;
      case ValueKind::Map: map(value); break;
      case ValueKind::Record: record(value); break;
      case ValueKind::Variant: variant(value); break;
      case ValueKind::Artifact:
      case ValueKind::Dir: append_json_string(out_, values_.content_digest(value).text()); break;
      default: deferred(value);
    }
  }

 private:
  void hand_on() {
    if (!write_ || out_.size() < kPiece) return;
    (*write_)(out_);
    out_.clear();
  }

  void integer(int64_t number) {
    constexpr int64_t kExact = (int64_t{1} << 53) - 1;
    char digits[24];
    auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    bool exact = number >= -kExact && number <= kExact;
    if (!exact) out_ += '"';
    out_.append(digits, end);
    if (!exact) out_ += '"';
  }

  void list(ValueId value) {
    out_ += '[';
    bool first = true;
    for (ValueId child : values_.children(value)) {
      if (!first) out_ += ',';
      first = false;
      write(child);
      hand_on();
    }
    out_ += ']';
  }

  void map(ValueId value) {
    out_ += '{';
    auto children = values_.children(value);
    for (size_t i = 0; i + 1 < children.size(); i += 2) {
      if (i > 0) out_ += ',';
      key(children[i]);
      out_ += ':';
      write(children[i + 1]);
      hand_on();
    }
    out_ += '}';
  }

  void key(ValueId value) {
    bool is_text = values_.kind(value) != ValueKind::Int && values_.kind(value) != ValueKind::Bool;
    if (is_text) return append_json_string(out_, values_.as_text(value));
    out_ += '"';
    write(value);
    out_ += '"';
  }

  void record(ValueId value) {
    out_ += '{';
    auto children = values_.children(value);
    bool first = true;
    for (size_t i = 0; i < children.size(); ++i) {
      if (values_.kind(children[i]) == ValueKind::None) continue;
      if (!first) out_ += ',';
      first = false;
      append_json_string(out_, values_.field_name(value, i));
      out_ += ':';
      write(children[i]);
    }
    out_ += '}';
  }

  void variant(ValueId value) {
    auto children = values_.children(value);
    if (children.empty()) return append_json_string(out_, values_.as_text(value));
    out_ += '{';
    append_json_string(out_, values_.as_text(value));
    out_ += ':';
    write(children[0]);
    out_ += '}';
  }

  void deferred(ValueId value) {
    if (values_.has_secret(value)) {
      out_ += "\"<secret>\"";
      return;
    }
    out_ += "{\"$deferred\":";
    append_json_string(out_, value::print_line(*program_.types, values_, {}, value));
    out_ += '}';
  }

  std::string& out_;
  const sema::Program& program_;
  const value::ValueStore& values_;
  const TextWriter* write_;
};

}  // namespace

void append_value_json(std::string& out, const sema::Program& program, ValueId value) {
  Writer(out, program, nullptr).write(value);
}

void append_value_json(std::string& out, const sema::Program& program, ValueId value, const TextWriter& write) {
  Writer(out, program, &write).write(value);
}

}  // namespace infra::service
