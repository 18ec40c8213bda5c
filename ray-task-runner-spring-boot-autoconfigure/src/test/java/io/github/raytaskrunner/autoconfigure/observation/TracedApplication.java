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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

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

	/**
	 * A span as it was exported.
	 *
	 * @param name the name
	 * @param trace id of its trace
	 * @param id its own id
	 * @param parent id of its parent
	 * @param process id of the process that exported it
	 */
	record Span(String name, String trace, String id, String parent, String process) {

		/**
		 * Return all spans that were exported so far.
		 * @param file the file
		 */
		static List<Span> exported(Path file) throws IOException {
			return Files.readAllLines(file).stream().map((line) -> {
				String[] parts = line.split("\t", -1);
				return new Span(parts[0], parts[1], parts[2], parts[3], parts[4]);
			}).toList();
		}

	}

	private record FileExporter(Path file) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			try {
				for (SpanData span : spans) {
					String line = String.join("\t", span.getName(), span.getTraceId(), span.getSpanId(),
							span.getParentSpanId(), String.valueOf(ProcessHandle.current().pid()));
					Files.write(this.file, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
							StandardOpenOption.APPEND);
				}
				return CompletableResultCode.ofSuccess();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
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
