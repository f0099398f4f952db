#include "runtime/system/mounts.h"

#include <gtest/gtest.h>

namespace infra::runtime {
namespace {

TEST(Mounts, TheKernelsOwnFolderIsKnownByItsName) { EXPECT_EQ(mounted_type("/proc/self").value(), "proc"); }

TEST(Mounts, APathThatDoesNotExistYetIsJudgedByItsNearestParent) {
  EXPECT_EQ(mounted_type("/proc/self/no/such/folder").value(), "proc");
}

// What stands in for the table where it is silent (a chroot whose root is no mount point): a state on a network must be
// recognised there too.
TEST(Mounts, TheNumbersOfNetworksHaveTheNamesThatTheTableWouldGiveThem) {
  EXPECT_EQ(type_of_magic(0x6969), "nfs");
  EXPECT_EQ(type_of_magic(0xFE534D42), "smb3");
  EXPECT_EQ(type_of_magic(0xFF534D42), "cifs");
  EXPECT_EQ(type_of_magic(0x65735546), "fuse");
  EXPECT_EQ(type_of_magic(0x01021997), "9p");
  EXPECT_EQ(type_of_magic(0xEF53), "local") << "ext4";
}

}  // namespace
}  // namespace infra::runtime
