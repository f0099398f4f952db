// What points at what, from the references inside inputs and inside what the provider of a resource is configured with, and
// from `with.after`.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// Fills the edges of all resources; a circle that no *points* edge opens is an error that prints it (E0220).
/// `model_index` says where in the model each resource instance is.
void add_edges(Evaluation& e, Model& model, const std::vector<uint32_t>& model_index);

}  // namespace infra::sema
