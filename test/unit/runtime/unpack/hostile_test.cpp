// More than 150 archives and paths that want something: each is refused with its code, and nothing is outside of the
// folder afterwards. The bytes of the archives are made here, as no tool would write them.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "compiler/diag/error.h"
#include "runtime/unpack/unpack.h"
#include "test/support/temp_folder.h"

namespace infra::test {
namespace {

using namespace runtime;
namespace fs = std::filesystem;
using std::string_literals::operator""s;

struct Member {
  std::string path;
  char type = '0';  ///< As in the header: 0 file, 1 hard link, 2 link, 3 and 4 devices, 5 folder, 6 pipe.
  std::string content = {};
  std::string target = {};
  std::string size_field = {};  ///< Instead of the size of the content.
};

std::string octal(uint64_t value, size_t width) {
  std::string text(width, '0');
  for (size_t i = width; i-- > 0 && value != 0; value >>= 3) text[i] = static_cast<char>('0' + (value & 7));
  return text;
}

/// POSIX.1-1988 ustar, and GNU's `L` and `K` before what does not fit.
std::string header(const Member& member) {
  std::string block(512, '\0');
  auto put = [&](size_t at, std::string_view text) { block.replace(at, text.size(), text); };
  put(0, std::string_view(member.path).substr(0, 100));
  put(100, "0000644\0"s);
  put(108, "0000000\0"s);
  put(116, "0000000\0"s);
  put(124, member.size_field.empty() ? octal(member.content.size(), 11) + '\0' : member.size_field);
  put(136, "00000000000\0"s);
  put(148, "        ");
  block[156] = member.type;
  put(157, std::string_view(member.target).substr(0, 100));
  put(257, "ustar\0"s + "00");
  unsigned sum = 0;
  for (unsigned char c : block) sum += c;
  put(148, octal(sum, 6) + "\0 "s);
  return block;
}

std::string padded(std::string bytes) {
  bytes.resize((bytes.size() + 511) / 512 * 512, '\0');
  return bytes;
}

std::string tar(const std::vector<Member>& members) {
  std::string bytes;
  for (const Member& member : members) {
    auto lengthy = [&](char type, const std::string& text) {
      if (text.size() <= 100) return;
      Member extra{"././@LongLink", type, text + '\0'};
      bytes += header(extra) + padded(extra.content);
    };
    lengthy('L', member.path);
    lengthy('K', member.target);
    bytes += header(member) + padded(member.content);
  }
  return bytes + std::string(1024, '\0');
}

std::string gzipped(const std::string& bytes) {
  // The library writes one raw entry through its filter.
  std::string packed(bytes.size() + 4096, '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_add_filter_gzip(writer);
  archive_write_set_format_raw(writer);
  archive_write_open_memory(writer, packed.data(), packed.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(writer, entry);
  archive_write_data(writer, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_free(writer);
  packed.resize(used);
  return packed;
}

class Hostile : public testing::Test {
 protected:
  UnpackRules rules_{.bytes = 8u << 20, .entries = 100, .depth = 8, .path_bytes = 200, .ratio = 20, .portable = true};

  Hostile() {
    fs::create_directories(folder_ / "deep/beside");
    std::ofstream(folder_ / "deep/secret") << "secret";
  }
  ~Hostile() override { RecordProperty("refused", refused_); }

  std::string code_of(const std::string& bytes) {
    std::ofstream(folder_ / "x.tar", std::ios::binary) << bytes;
    fs::remove_all(into_);
    fs::create_directories(into_);
    auto tree = unpack(folder_ / "x.tar", "x.tar", into_, rules_);
    message_ = tree ? "" : tree.error().message;
    // Beside the folder all is as it was, and no link in it leads there.
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_ / "deep")) names.push_back(entry.path().filename());
    EXPECT_THAT(names, testing::UnorderedElementsAre("beside", "secret", "into")) << message_;
    EXPECT_TRUE(fs::is_empty(folder_ / "deep/beside"));
    EXPECT_EQ(fs::file_size(folder_ / "deep/secret"), 6u);
    for (const auto& entry : fs::recursive_directory_iterator(into_)) {
      EXPECT_TRUE(entry.is_symlink() || entry.is_directory() || entry.is_regular_file());
      if (!entry.is_symlink()) continue;
      std::string real = fs::weakly_canonical(entry.path());
      EXPECT_TRUE(real.starts_with(fs::canonical(into_).string())) << real;
    }
    return tree ? "" : tree.error().code;
  }
  void expect(const std::vector<Member>& members, std::string_view code) {
    EXPECT_EQ(code_of(tar(members)), code)
        << "`" << members.back().path << "` -> `" << members.back().target << "`: " << message_;
    ++refused_;
  }

  TempFolder folder_{InMemory()};
  std::string into_ = folder_ / "deep/into", message_;
  int refused_ = 0;
};

TEST_F(Hostile, PathsThatClimb) {  // 16 paths, each as a file, a folder and a link
  for (const char* path : {"..", "../x", "../../x", "/x", "//x", "/etc/passwd", "a/../x", "a/../../x", "./../x", "a/..",
                           "a/./../b", "..//x", "../secret", "/../x", "x/../../secret", "./.."}) {
    expect({{path, '0', "evil"}}, "E0821");
    expect({{path, '5'}}, "E0821");
    expect({{path, '2', "", "a"}}, "E0821");
  }
  EXPECT_EQ(refused_, 48);
}

TEST_F(Hostile, LinksThatLeadOut) {  // 24
  for (const char* target : {"/", "/etc/passwd", "..", "../", "../secret", "../../x", "a/../..", "./..",
                             "a/b/../../../c", "//x", "../into/../secret", "x/./../.."}) {
    expect({{"l", '2', "", target}}, "E0821");
    expect({{"d/l", '2', "", std::string(target[0] == '/' ? "" : "../") + target}}, "E0821");
  }
  EXPECT_EQ(refused_, 24);
}

TEST_F(Hostile, HardLinks) {
  expect({{"h", '1', "", "../secret"}}, "E0821");
  expect({{"h", '1', "", "/etc/passwd"}}, "E0821");
  expect({{"h", '1', "", "later"}, {"later", '0', "x"}}, "E0821");
  expect({{"d", '5'}, {"h", '1', "", "d"}}, "E0821");
  expect({{"l", '2', "", "f"}, {"h", '1', "", "l"}}, "E0821");
  expect({{"h", '1', "", "h"}}, "E0821");
  expect({{"f", '0', "x"}, {"h", '1', "", "a/../f"}}, "E0821");
}

TEST_F(Hostile, WhatGoesThroughALinkOrAFile) {
  expect({{"in", '2', "", "."}, {"in/x", '0', "x"}}, "E0821");
  expect({{"d", '5'}, {"l", '2', "", "d"}, {"l/x", '0', "x"}}, "E0821");
  expect({{"d", '5'}, {"l", '2', "", "d"}, {"l/x", '5'}}, "E0821");
  expect({{"d", '5'}, {"l", '2', "", "d"}, {"l/x", '2', "", "y"}}, "E0821");
  expect({{"f", '0', "x"}, {"f/x", '0', "x"}}, "E0821");
  expect({{"a/l", '2', "", ".."}, {"a/l/a/l/x", '0', "x"}}, "E0821");
  expect({{"l", '2', "", "nowhere"}, {"l", '5'}}, "E0821");
}

TEST_F(Hostile, Devices) {
  for (char type : {'3', '4', '6'}) expect({{"dev", type}}, "E0821");
}

TEST_F(Hostile, NamesWithWhatIsNotShown) {  // 31 controls, DEL, and more
  for (int c = 1; c <= 0x1f; ++c) expect({{"a"s + static_cast<char>(c) + "b", '0', "x"}}, "E1034");
  for (const char* name : {"a\x7f", "a\xc2\x80", "a\xc2\x9f", "a\xe2\x80\xae", "a\xe2\x80\xaa", "a\xe2\x81\xa6",
                           "a\xe2\x80\x8f", "a\xd8\x9c"})
    expect({{name, '0', "x"}}, "E1034");
  EXPECT_EQ(refused_, 39);
}

TEST_F(Hostile, NamesThatAreNoText) {
  for (const char* name :
       {"\xff", "a\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3", "d\xfe/x"})
    expect({{name, '0', "x"}}, "E1034");
}

TEST_F(Hostile, NamesThatOtherSystemsReadOtherwise) {
  for (const char* name : {"a\\b", "..\\x", "a.", "a ", "d./x", "d /x", ".GIT/config", ".Git", ".giT/hooks/x", ".INFRA",
                           "a/.GIT", ".g\xc4\xb1t."})
    expect({{name, '0', "x"}}, "E1034");
}

TEST_F(Hostile, NamesThatAreTheSameToSomeFileSystems) {
  const std::pair<const char*, const char*> pairs[] = {
      {"A", "a"},
      {"README", "readme"},
      {"\xc3\xa4", "a\xcc\x88"},
      {"\xc3\x84", "\xc3\xa4"},
      {"D/x", "d/y"},
      {"d/A/x", "d/a"},
      {"stra\xc3\x9f"
       "e",
       "strasse"},
      {"\xef\xac\x81", "fi"},
      {"\xe2\x84\xaa", "k"},
      {"\xc5\xbf", "s"},
      {"\xcf\x83", "\xcf\x82"},
      {"\xe2\x84\xab", "\xc3\xa5"},
  };
  for (const auto& [one, other] : pairs) expect({{one, '0', "1"}, {other, '0', "2"}}, "E1033");
}

TEST_F(Hostile, PathsThatStandTwice) {
  expect({{"a", '0', "1"}, {"a", '0', "2"}}, "E0821");
  expect({{"a", '0', "1"}, {"./a", '0', "2"}}, "E0821");
  expect({{"d/a", '0', "1"}, {"d//a", '0', "2"}}, "E0821");
  expect({{"a", '0', "1"}, {"a", '2', "", "b"}}, "E0821");
  expect({{"a", '2', "", "b"}, {"a", '0', "1"}}, "E0821");
  expect({{"a", '0', "1"}, {"a", '5'}}, "E0821");
  expect({{"d", '5'}, {"d", '0', "1"}}, "E0821");
  expect({{"d", '5'}, {"d", '2', "", "x"}}, "E0821");
  expect({{"f", '0', "x"}, {"a", '0', "1"}, {"a", '1', "", "f"}}, "E0821");
}

TEST_F(Hostile, EachCapHasItsCode) {
  rules_.ratio = 0;
  expect({{"a", '0', std::string(8u << 20, 'a')}, {"b", '0', "b"}}, "E0822");
  rules_.ratio = 20;
  std::vector<Member> many;
  for (int i = 0; i <= 100; ++i) many.push_back({"f" + std::to_string(i), '0', ""});
  expect(many, "E0822");
  expect({{"1/2/3/4/5/6/7/8/9/x", '0', ""}}, "E1031");
  expect({{"1/2/3/4/5/6/7/8/9/x", '5'}}, "E1031");
  expect({{std::string(201, 'n'), '0', ""}}, "E1032");
  expect({{"d/" + std::string(300, 'n'), '5'}}, "E1032");
  expect({{"l", '2', "", std::string(201, 'n')}}, "E1032");
  rules_.path_bytes = 1000;
  expect({{"d/" + std::string(300, 'n'), '0', ""}}, "E0817");
  EXPECT_EQ(code_of(gzipped(tar({{"zeros", '0', std::string(6u << 20, '\0')}}))), "E1030") << message_;
}

TEST_F(Hostile, ArchivesThatAreNone) {
  const std::string good = tar({{"infra.toml", '0', std::string(600, 'x')}, {"b", '0', "b"}});
  const std::string packed = gzipped(good);
  std::string wrong_sum = good;
  wrong_sum[150] ^= 1;
  for (const std::string& bytes :
       {std::string(2000, 'x'), "PK\3\4"s + std::string(600, '\0'), good.substr(0, 300), good.substr(0, 700),
        good.substr(0, 512), wrong_sum, packed.substr(0, packed.size() / 2), packed.substr(0, 20),
        "\x1f\x8b"s + std::string(600, 'z'),
        "\xfd"
        "7zXZ\0"s +
            std::string(600, 'z'),
        "BZh9"s + std::string(600, 'z'), "\x28\xb5\x2f\xfd"s + std::string(600, 'z'),
        tar({{"big", '0', "x", "", "77777777777\0"s}}),
        tar({{"negative", '0', "x", "", "\xff"s + std::string(11, '\xf0')}})}) {
    EXPECT_EQ(code_of(bytes), "E0820") << bytes.substr(0, 20) << message_;
  }
}

TEST_F(Hostile, MutatedArchivesNeverLeaveTheFolder) {
  const std::string good = tar({{"a/b", '0', "x"}, {"a/l", '2', "", "b"}, {"h", '1', "", "a/b"}, {"d", '5'}});
  uint32_t state = 42;
  for (int i = 0; i < 300; ++i) {
    std::string bytes = good;
    for (int flips = 0; flips < 4; ++flips) {
      state = state * 1664525 + 1013904223;
      bytes[state % bytes.size()] = static_cast<char>("./\\\0a2\xff"[(state >> 16) % 7]);
      // With sums that fit, or the reader would look no further.
      for (size_t at = 0; at + 512 <= bytes.size(); at += 512) {
        if (bytes.compare(at + 257, 5, "ustar") != 0) continue;
        bytes.replace(at + 148, 8, "        ");
        unsigned sum = 0;
        for (size_t j = 0; j < 512; ++j) sum += static_cast<unsigned char>(bytes[at + j]);
        bytes.replace(at + 148, 8, octal(sum, 6) + "\0 "s);
      }
    }
    code_of(bytes);  // looks around itself
  }
}

TEST_F(Hostile, WhatIsGoodIsKeptAndGitsOwnIsLeftOut) {
  ASSERT_EQ(code_of(tar({{"pax_global_header", 'g', "52 comment=0123456789012345678901234567890123456789\n"},
                         {"./", '5'},
                         {"infra.toml", '0', "x"},
                         {"d", '5'},
                         {"d", '5'},
                         {"d/\xe5\x90\x8d.infra", '0', "y"},
                         {"d/l", '2', "", "../infra.toml"},
                         {".git/config", '0', "x"},
                         {"d/.infra/state", '0', "x"},
                         {".gitignore", '0', "x"}})),
            "")
      << message_;
  EXPECT_TRUE(fs::exists(into_ + "/d/\xe5\x90\x8d.infra"));
  EXPECT_TRUE(fs::exists(into_ + "/.gitignore"));
  EXPECT_FALSE(fs::exists(into_ + "/.git"));
  EXPECT_FALSE(fs::exists(into_ + "/d/.infra"));
}

}  // namespace
}  // namespace infra::test
