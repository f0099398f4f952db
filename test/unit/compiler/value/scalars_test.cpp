#include "compiler/value/scalars.h"

#include <gtest/gtest.h>

#include "compiler/value/scalars/version.h"

namespace infra::value {
namespace {

using types::TypeKind;

std::string normal(TypeKind type, std::string_view text) {
  Result<std::string> parsed = parse_scalar(type, text);
  if (!parsed) {
    EXPECT_EQ(parsed.error().code, "E0320");
    return "refused";
  }
  EXPECT_EQ(parse_scalar(type, *parsed), *parsed) << "the normal form is its own";
  return *parsed;
}

std::string help(TypeKind type, std::string_view text) {
  Result<std::string> parsed = parse_scalar(type, text);
  return parsed ? "no error" : parsed.error().help;
}

TEST(Scalars, GiveEqualAddressesOneText) {
  EXPECT_EQ(normal(TypeKind::Ip, "10.20.0.1"), "10.20.0.1");
  EXPECT_EQ(normal(TypeKind::Ip, "2001:DB8:0:0::1"), "2001:db8::1");
  for (std::string_view bad : {"10.20.0", "10.020.0.1", "256.1.1.1", "::1%eth0", "", "10.0.0.1/8", "1::2::3"}) {
    EXPECT_EQ(normal(TypeKind::Ip, bad), "refused") << bad;
  }
}

TEST(Scalars, OfferTheNetworkWhenHostBitsAreSet) {
  EXPECT_EQ(normal(TypeKind::Cidr, "10.20.0.0/16"), "10.20.0.0/16");
  EXPECT_EQ(normal(TypeKind::Cidr, "2001:DB8::/32"), "2001:db8::/32");
  EXPECT_EQ(normal(TypeKind::Cidr, "0.0.0.0/0"), "0.0.0.0/0");
  EXPECT_EQ(normal(TypeKind::Cidr, "10.20.0.1/16"), "refused");
  EXPECT_NE(help(TypeKind::Cidr, "10.20.0.1/16").find("`10.20.0.0/16`"), std::string::npos);
  EXPECT_NE(help(TypeKind::Cidr, "10.20.0.1").find("`10.20.0.1/32`"), std::string::npos);
  for (std::string_view bad : {"10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/", "10.0.0.0/-1", "::/129", "x/8"}) {
    EXPECT_EQ(normal(TypeKind::Cidr, bad), "refused") << bad;
  }
}

TEST(Scalars, ReadUrls) {
  EXPECT_EQ(normal(TypeKind::Url, "HTTPS://Shop.Example:8443/A%2fb?q=1#top"),
            "https://shop.example:8443/A%2Fb?q=1#top");
  EXPECT_EQ(normal(TypeKind::Url, "postgres://app:s%20x@db:5432/shop"), "postgres://app:s%20x@db:5432/shop");
  EXPECT_EQ(normal(TypeKind::Url, "http://[2001:DB8::1]:80"), "http://[2001:db8::1]:80");
  EXPECT_EQ(normal(TypeKind::Url, "file:///srv/a"), "file:///srv/a");
  for (std::string_view bad :
       {"shop.example", "/a/b", "http://", "http://a b/", "http://a/%zz", "http://a:0/", "http://a:70000", "1http://a",
        "http://[::1", "http://a/<x>", "http://[10.0.0.1]/", "http://ä/"}) {
    EXPECT_EQ(normal(TypeKind::Url, bad), "refused") << bad;
  }
}

TEST(Scalars, ReadPaths) {
  EXPECT_EQ(normal(TypeKind::Path, "/srv//app/./bin"), "/srv/app/bin");
  EXPECT_EQ(normal(TypeKind::Path, "bin/server"), "bin/server");
  EXPECT_EQ(normal(TypeKind::Path, "/api/"), "/api/");
  EXPECT_EQ(normal(TypeKind::Path, "//"), "/");
  EXPECT_EQ(normal(TypeKind::Path, "./"), ".");
  EXPECT_EQ(normal(TypeKind::Path, "/a/../b"), "refused");
  EXPECT_EQ(normal(TypeKind::Path, ""), "refused");
  EXPECT_EQ(normal(TypeKind::Path, std::string_view("a\0b", 3)), "refused");
}

TEST(Scalars, ReadDigestsDatesAndPatterns) {
  std::string digits(64, 'A');
  EXPECT_EQ(normal(TypeKind::Digest, digits), "sha256:" + std::string(64, 'a'));
  EXPECT_EQ(normal(TypeKind::Digest, "sha256:12"), "refused");
  EXPECT_EQ(normal(TypeKind::Date, "2028-02-29"), "2028-02-29");
  EXPECT_EQ(normal(TypeKind::Date, "2027-02-29"), "refused");
  EXPECT_EQ(normal(TypeKind::Date, "2027-13-01"), "refused");
  EXPECT_EQ(normal(TypeKind::Date, "27-01-01"), "refused");
  EXPECT_EQ(normal(TypeKind::Regex, "^v\\d+$"), "^v\\d+$");
  EXPECT_EQ(normal(TypeKind::Regex, "(a"), "refused");
  EXPECT_EQ(normal(TypeKind::Regex, "(?=a)"), "refused");
}

TEST(Scalars, ReadVersionsBySemVer) {
  for (std::string_view good :
       {"0.0.0", "1.2.3", "1.0.0-alpha.1", "1.0.0-0A.is.legal", "1.0.0+build.001", "1.0.0-x-y.z+m"}) {
    EXPECT_EQ(normal(TypeKind::Version, good), good);
  }
  for (std::string_view bad : {"1", "1.2", "01.2.3", "1.2.3-01", "1.2.3-", "1.2.3+", "1.2.3-a..b", "v1.2.3", "1.2.3.4",
                               "1.2.99999999999999999999"}) {
    EXPECT_EQ(normal(TypeKind::Version, bad), "refused") << bad;
  }
  EXPECT_EQ(help(TypeKind::Version, "v1.2.3"), "write `1.2.3`");
}

TEST(Scalars, OrderVersionsByPrecedence) {
  // The chain of section 11 of the specification.
  std::vector<std::string_view> chain = {"1.0.0-alpha",  "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
                                         "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",       "1.0.0",
                                         "1.0.1",        "1.2.0",         "1.10.0",           "2.0.0"};
  for (size_t i = 0; i < chain.size(); ++i) {
    for (size_t j = 0; j < chain.size(); ++j) {
      EXPECT_EQ(precedes(*parse_version(chain[i]), *parse_version(chain[j])), i < j) << chain[i] << " " << chain[j];
    }
  }
  EXPECT_FALSE(precedes(*parse_version("1.0.0+a"), *parse_version("1.0.0+b")));
}

TEST(Scalars, PrintAmountsInTheLargestUnitThatDivides) {
  EXPECT_EQ(print_size(20ll << 30), "20GiB");
  EXPECT_EQ(print_size(1536ll << 20), "1536MiB");
  EXPECT_EQ(print_size(0), "0B");
  EXPECT_EQ(print_size(-1025), "-1025B");
  EXPECT_EQ(print_duration(300'000), "5m");
  EXPECT_EQ(print_duration(90'000), "90s");
  EXPECT_EQ(print_duration(1'500), "1500ms");
  EXPECT_EQ(print_duration(172'800'000), "2d");
}

}  // namespace
}  // namespace infra::value
