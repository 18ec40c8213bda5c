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

package io.github.raytaskrunner.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Records the tasks of a Spring test, for its assertions. They run embedded, unless the
 * test sets a {@code ray.address} among its own properties or is a
 * {@link SharedRayCluster}. <pre class="code">
 * &#064;SpringBootTest(properties = "pricing.factor=2")
 * &#064;RecordRayTasks
 * class PricingTests {
 *
 * 	&#064;Test
 * 	void priceIsTheWorkOfATask(&#064;Autowired Pricing pricing, &#064;Autowired RecordedTasks tasks) {
 * 		assertThat(pricing.price(3).result()).isEqualTo(6);
 * 		assertThat(tasks).hasCompleted("Pricing.price", 1);
 * 	}
 * </pre> The bean {@link RecordedTasks} is empty when a test method begins, so test
 * methods with this annotation never run at the same time. All runners that are beans are
 * recorded. Those with a prefix of their own, or whose cluster comes from connection
 * details, keep their address.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ResourceLock("io.github.raytaskrunner.test.RecordedTasks")
public @interface RecordRayTasks {

}
