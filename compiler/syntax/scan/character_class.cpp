#include "compiler/syntax/scan/character_class.h"

#include <utf8proc.h>

namespace infra::syntax {

bool is_name_start(uint32_t code_point) {
  if (code_point < 128) return kCharacterClass[code_point] & kNameStart;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return true;
    default: return false;
  }
}

bool is_name_part(uint32_t code_point) {
  if (code_point < 128) return kCharacterClass[code_point] & kNamePart;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return is_name_start(code_point);
  }
}

}  // namespace infra::syntax
