// What `with` and `limit` come to: numbers within their bounds, rollouts with their members.
#pragma once

#include "compiler/sema/evaluate/evaluation.h"

namespace infra::sema {

/// `protect`, `timeout`, `retain`, `ignore` and the provider of one instance. E0257, E0401.
void complete_settings(Evaluation& e, const ResourceInstance& instance, const Resource& resource, ModelResource& out);

/// One rollout for each declaration that asks for one, in every module instance. E0257, E0258.
std::vector<ModelRollout> complete_rollouts(Evaluation& e, const std::vector<uint32_t>& model_index);

/// The smallest of the limits of all module instances: a limit is a promise of the whole deployment.
std::optional<int64_t> removal_limit(Evaluation& e, InstanceId from);

/// Configured providers that a resource names. Their params are their configuration.
std::vector<ModelProvider> complete_providers(Evaluation& e, const Model& model, InstanceId from);

}  // namespace infra::sema
