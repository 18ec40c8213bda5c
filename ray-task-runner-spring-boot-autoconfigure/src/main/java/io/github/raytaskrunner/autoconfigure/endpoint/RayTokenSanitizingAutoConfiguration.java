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

package io.github.raytaskrunner.autoconfigure.endpoint;

import java.util.Locale;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that hides Ray's token from the
 * endpoints that show properties, even if they show the values of other properties.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class RayTokenSanitizingAutoConfiguration {

	private static final String TOKEN = "authtoken";

	@Bean
	SanitizingFunction rayTokenSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(RayTokenSanitizingAutoConfiguration::isToken);
	}

	// as a property below any prefix of a runner, as an environment variable, and relaxed
	private static boolean isToken(String key) {
		return key.replaceAll("[._-]", "").toLowerCase(Locale.ROOT).endsWith(TOKEN);
	}

}
