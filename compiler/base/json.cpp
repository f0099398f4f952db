#include "compiler/base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "compiler/base/text.h"

namespace infra {
namespace {

void write(std::string& out, const Json& value) {
  switch (value.type()) {
    case Json::value_t::object: {
      std::vector<const std::string*> keys;
      for (const auto& item : value.items()) keys.push_back(&item.key());
      std::sort(keys.begin(), keys.end(), [](const auto* a, const auto* b) { return json_key_less(*a, *b); });
      out.push_back('{');
      for (size_t i = 0; i < keys.size(); ++i) {
        if (i > 0) out.push_back(',');
        append_json_string(out, *keys[i]);
        out.push_back(':');
        write(out, value.at(*keys[i]));
      }
      out.push_back('}');
      break;
    }
    case Json::value_t::array:
      out.push_back('[');
      for (size_t i = 0; i < value.size(); ++i) {
        if (i > 0) out.push_back(',');
        write(out, value[i]);
      }
      out.push_back(']');
      break;
    case Json::value_t::string: append_json_string(out, value.get_ref<const std::string&>()); break;
    case Json::value_t::number_float: append_json_number(out, value.get<double>()); break;
    default: out += value.dump();
  }
}

/// Builds the value as the library does, but refuses duplicate members and deep nesting.
class StrictReader : public nlohmann::json_sax<Json> {
 public:
  explicit StrictReader(int max_depth) : max_depth_(max_depth) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(v); }
  bool number_unsigned(number_unsigned_t v) override { return put(v); }
  bool number_float(number_float_t v, const string_t&) override { return put(v); }
  bool string(string_t& v) override { return put(std::move(v)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return open(Json::object()); }
  bool start_array(size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (stack_.back()->contains(name)) {
      problem_ = fmt::format("the member `{}` stands twice", name);
      return false;
    }
    key_ = name;
    return true;
  }
  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception& e) override {
    std::string_view what = e.what();
    size_t cut = what.find(": ");
    problem_ = fmt::format("byte {}: {}", position, cut == what.npos ? what : what.substr(cut + 2));
    return false;
  }

  std::string problem_;
  Json root_;

 private:
  bool put(Json value) { return place(std::move(value)) != nullptr; }
  bool open(Json value) {
    if (static_cast<int>(stack_.size()) >= max_depth_) {
      problem_ = fmt::format("nested deeper than {}", max_depth_);
      return false;
    }
    stack_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }
  Json* place(Json value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *stack_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }

  int max_depth_;
  std::string key_;
  std::vector<Json*> stack_;
};

}  // namespace

// RFC 8785, 3.2.3 sorts by UTF-16 code units, which differs from bytes only past U+FFFF against U+E000–U+FFFF.
bool json_key_less(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    uint32_t x = decode_utf8(a, i);
    uint32_t y = decode_utf8(b, j);
    if (x == y) continue;
    // A supplementary code point begins with a surrogate, 0xD800 and up, which sorts before 0xE000.
    auto unit = [](uint32_t c) { return c > 0xFFFF ? 0xD800 + ((c - 0x10000) >> 10) : c; };
    uint32_t u = unit(x), v = unit(y);
    return u != v ? u < v : x < y;
  }
  return a.size() - i < b.size() - j;
}

// ECMAScript's Number::toString, which RFC 8785 names: the shortest digits that read back, laid out by exponent.
void append_json_number(std::string& out, double value) {
  if (value == 0) {
    out.push_back('0');
    return;
  }
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value), std::chars_format::scientific).ptr;
  std::string_view text(buffer, static_cast<size_t>(end - buffer));
  size_t e = text.find('e');
  int exponent = std::atoi(std::string(text.substr(e + 1)).c_str());
  std::string digits;
  for (char c : text.substr(0, e)) {
    if (c != '.') digits.push_back(c);
  }
  int k = static_cast<int>(digits.size());
  int n = exponent + 1;
  if (value < 0) out.push_back('-');
  if (k <= n && n <= 21) {
    out += digits + std::string(static_cast<size_t>(n - k), '0');
  } else if (0 < n && n <= 21) {
    out += digits.substr(0, static_cast<size_t>(n)) + "." + digits.substr(static_cast<size_t>(n));
  } else if (-6 < n && n <= 0) {
    out += "0." + std::string(static_cast<size_t>(-n), '0') + digits;
  } else {
    out += digits.substr(0, 1);
    if (k > 1) out += "." + digits.substr(1);
    out += fmt::format("e{}{}", n - 1 >= 0 ? "+" : "-", std::abs(n - 1));
  }
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  size_t plain = 0;
  auto flush = [&](size_t i) { out.append(text.substr(plain, i - plain)), plain = i + 1; };
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<uint8_t>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    flush(i);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += fmt::format("\\u{:04x}", c);
    }
  }
  flush(text.size());
  out.push_back('"');
}

std::string canonical_json(const Json& value) {
  std::string out;
  write(out, value);
  return out;
}

Result<Json> parse_json(std::string_view text, int max_depth) {
  StrictReader reader(max_depth);
  if (!Json::sax_parse(text.begin(), text.end(), &reader)) {
    return fail(Error{"E0002", "this is not JSON: " + reader.problem_, {}, ""});
  }
  return std::move(reader.root_);
}

}  // namespace infra
