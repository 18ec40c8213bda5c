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

import java.nio.file.Path;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application that is set up as with Spring Boot's starter for Zipkin, that is with
 * Brave. All its processes export their spans to one file.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskObservationAutoConfiguration.class,
		ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class, BraveAutoConfiguration.class })
class BraveApplication {

	@Bean
	SpanHandler spanHandler(@Value("${tests.spans}") Path file) {
		return new FileExporter(file);
	}

	private static final class FileExporter extends SpanHandler {

		private final Path file;

		private FileExporter(Path file) {
			this.file = file;
		}

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			ExportedSpan
				.ofThisProcess(String.valueOf(span.name()), span.traceId(), span.id(), String.valueOf(span.parentId()))
				.writeTo(this.file);
			return true;
		}

	}

}
