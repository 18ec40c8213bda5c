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
import java.util.Collection;

import io.github.raytaskrunner.autoconfigure.RayTaskRunnerAutoConfiguration;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application that is set up as with Spring Boot's starter for OpenTelemetry. All its
 * processes export their spans to one file.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ RayTaskRunnerAutoConfiguration.class, RayTaskObservationAutoConfiguration.class,
		ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class,
		OpenTelemetryTracingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class })
class TracedApplication {

	@Bean
	SimpleSpanProcessor spanProcessor(@Value("${tests.spans}") Path file) {
		return (SimpleSpanProcessor) SimpleSpanProcessor.create(new FileExporter(file));
	}

	private record FileExporter(Path file) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			spans.forEach((span) -> ExportedSpan
				.ofThisProcess(span.getName(), span.getTraceId(), span.getSpanId(), span.getParentSpanId())
				.writeTo(this.file));
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
