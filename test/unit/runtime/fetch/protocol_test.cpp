// What `infra` and `infra-fetch` say to each other reads back, and what is said otherwise is an error.
#include "runtime/fetch/protocol.h"

#include <gtest/gtest.h>

#include "compiler/diag/codes/package.h"
#include "compiler/diag/error.h"

namespace infra::test {
namespace {

using namespace runtime;

TEST(FetchProtocol, ReadsBackWhatItWrites) {
  FetchRequest request{{package::Source::Kind::Git, "file:///a b/\xc3\xa4\n", package::Source::Revision::Tag, "v\"1"},
                       "",
                       "/cache",
                       "shown"};
  std::string line = to_line(request);
  EXPECT_EQ(line.find('\n'), line.size() - 1) << "one line";
  auto read = parse_request(line);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->source, request.source);
  EXPECT_EQ(read->cache, "/cache");
  package::Pin pin{std::string(40, 'a'), sha256("x")};
  EXPECT_EQ(*parse_answer(to_line(Result<package::Pin>(pin))), pin);
  Error error = diag::error(diag::FetchFailed, "a", "b").note("n").way_out("w");
  auto answer = parse_answer(to_line(Result<package::Pin>(fail(error))));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, error.message);
  EXPECT_EQ(answer.error().notes, error.notes);
  EXPECT_EQ(answer.error().help, "w");
}

TEST(FetchProtocol, WhatIsSaidOtherwiseIsAnError) {
  for (const char* line : {"", "x", "[]", "{}", "{\"protocol\":2}", "{\"protocol\":\"1\"}",
                           "{\"protocol\":1,\"source\":\"svn+x\",\"commit\":\"\",\"cache\":\"/c\",\"shown\":\"\"}",
                           "{\"protocol\":1,\"source\":\"git+x\",\"commit\":\"\",\"cache\":\"c\",\"shown\":\"\"}"})
    EXPECT_EQ(parse_request(line).error().code, diag::FetchRequest.code) << line;
  for (const char* line : {"", "{}", "{\"digest\":1}", "{\"digest\":\"sha256:0\"}", "{\"error\":{}}",
                           "{\"error\":{\"code\":\"E9999\",\"message\":\"\",\"notes\":[],\"help\":\"\"}}"})
    EXPECT_EQ(parse_answer(line).error().code, diag::FetchRequest.code) << line;
}

}  // namespace
}  // namespace infra::test
