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

package io.github.raytaskrunner.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.raytaskrunner.autoconfigure.UnknownProperty.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names properties of runners that do not exist, with what may have been meant, and those
 * that make no sense here, with what to do instead.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

	private static final String BLANK_LINE = System.lineSeparator() + System.lineSeparator();

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
		UnknownPropertyException unknown = findCause(rootFailure, UnknownPropertyException.class);
		if (unknown != null) {
			return analysis(unknown.getProperties(), unknown);
		}
		BindException bind = findCause(rootFailure, BindException.class);
		if (bind != null && bind.getTarget().getType().resolve() == RayProperties.class
				&& bind.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
			String prefix = bind.getName().toString();
			return analysis(
					unbound.getUnboundProperties().stream().map((property) -> unknown(prefix, property)).toList(),
					unbound);
		}
		return null;
	}

	private static UnknownProperty unknown(String prefix, ConfigurationProperty property) {
		return new UnknownProperty(prefix, property.getName().toString(),
				Objects.requireNonNullElse(property.getOrigin(), "unknown origin").toString());
	}

	private static FailureAnalysis analysis(List<UnknownProperty> properties, Throwable cause) {
		Map<Fault, List<UnknownProperty>> byFault = properties.stream()
			.collect(Collectors.groupingBy(UnknownProperty::fault, TreeMap::new, Collectors.toList()));
		String description = byFault.entrySet()
			.stream()
			.map((entry) -> describe(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining(BLANK_LINE));
		String action = byFault.keySet().stream().map(Fault::action).collect(Collectors.joining(" "));
		return new FailureAnalysis(description, action, cause);
	}

	private static String describe(Fault fault, List<UnknownProperty> properties) {
		return properties.stream()
			.map((property) -> "    " + property.describe())
			.collect(Collectors.joining(System.lineSeparator(), fault.heading(properties.size()) + BLANK_LINE, ""));
	}

}
