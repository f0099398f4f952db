#include "compiler/base/ids.h"
