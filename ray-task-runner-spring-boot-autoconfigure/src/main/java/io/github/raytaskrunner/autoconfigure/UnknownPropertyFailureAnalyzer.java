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
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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

	private static final String CORRECT = "Correct the name or remove the property.";

	private static final String REMOVE = "Remove what makes no sense here. Where there is another way, it is named.";

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
		Map<Boolean, List<UnknownProperty>> byRefusal = new TreeMap<>(
				properties.stream().collect(Collectors.groupingBy(UnknownProperty::isRefused)));
		return new FailureAnalysis(join(byRefusal, BLANK_LINE, UnknownPropertyFailureAnalyzer::describe),
				join(byRefusal, " ", (refused, list) -> refused ? REMOVE : CORRECT), cause);
	}

	private static String join(Map<Boolean, List<UnknownProperty>> byRefusal, String delimiter,
			BiFunction<Boolean, List<UnknownProperty>, String> text) {
		return byRefusal.entrySet()
			.stream()
			.map((entry) -> text.apply(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining(delimiter));
	}

	private static String describe(boolean refused, List<UnknownProperty> properties) {
		return properties.stream()
			.map((property) -> "    " + property.describe())
			.collect(Collectors.joining(System.lineSeparator(), heading(refused, properties.size() > 1) + BLANK_LINE,
					""));
	}

	private static String heading(boolean refused, boolean several) {
		if (refused) {
			return several ? "These properties make no sense here:" : "This property makes no sense here:";
		}
		return several ? "There are no such properties:" : "There is no such property:";
	}

}
