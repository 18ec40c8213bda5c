/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.documents;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.RayTask;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/**
 * A bean whose methods are tasks.
 */
@Service
class Totals {

	private final int factor;

	Totals(@Value("${pricing.factor}") int factor) {
		this.factor = factor;
	}

	@RayTask(profile = "large")
	CompletableFuture<Integer> total(List<Integer> amounts) {
		return CompletableFuture.completedFuture(amounts.stream().mapToInt((amount) -> this.factor * amount).sum());
	}

	@Async("rayTaskExecutor")
	CompletableFuture<Integer> sum(List<Integer> amounts) {
		return CompletableFuture.completedFuture(amounts.stream().mapToInt(Integer::intValue).sum());
	}

}
