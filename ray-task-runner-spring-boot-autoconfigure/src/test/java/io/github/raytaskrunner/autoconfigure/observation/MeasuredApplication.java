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

package io.github.raytaskrunner.autoconfigure.observation;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with metrics and without tracing.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskObservationAutoConfiguration.class,
		ObservationAutoConfiguration.class })
class MeasuredApplication {

	/**
	 * How many application contexts this process has made of it.
	 */
	static final AtomicInteger CREATED = new AtomicInteger();

	MeasuredApplication() {
		CREATED.incrementAndGet();
	}

	@Bean
	MeterRegistry meterRegistry() {
		return new SimpleMeterRegistry();
	}

	@Bean
	DefaultMeterObservationHandler meterHandler(MeterRegistry registry) {
		return new DefaultMeterObservationHandler(registry);
	}

}
