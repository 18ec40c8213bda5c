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

import io.github.raytaskrunner.test.RecordRayTasks;
import io.github.raytaskrunner.test.RecordedTasks;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test of a bean whose tasks use it.
 */
@SpringBootTest(properties = "pricing.factor=2")
@RecordRayTasks
class PricingTests {

	@Test
	void priceIsTheWorkOfATask(@Autowired Pricing pricing, @Autowired RecordedTasks tasks) {
		assertThat(pricing.price(3).result()).isEqualTo(6);
		assertThat(tasks).hasCompleted("Pricing.price", 1);
	}

}
