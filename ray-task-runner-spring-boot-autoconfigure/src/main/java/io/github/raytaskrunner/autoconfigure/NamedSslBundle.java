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

import java.util.function.Function;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;

/**
 * Uses an SSL bundle that a property names.
 */
final class NamedSslBundle {

	private NamedSslBundle() {
	}

	/**
	 * Use a bundle.
	 * @param bundles the SSL bundles of the application
	 * @param property the property
	 * @param name its value
	 * @param use what to make of the bundle
	 * @return what was made of it
	 * @throws InvalidConfigurationPropertyValueException if there is no such bundle, or
	 * it cannot be used
	 */
	static <T> T use(SslBundles bundles, String property, String name, Function<SslBundle, T> use) {
		try {
			return use.apply(bundles.getBundle(name));
		}
		catch (NoSuchSslBundleException ex) {
			throw InvalidValue.of(property, name,
					"it must be the name of an SSL bundle, which 'spring.ssl.bundle.*' define; there "
							+ (bundles.getBundleNames().isEmpty() ? "are none"
									: "are: " + String.join(", ", bundles.getBundleNames())),
					ex);
		}
		catch (RuntimeException ex) {
			throw InvalidValue.of(property, name,
					"that SSL bundle cannot be used: " + NestedExceptionUtils.getMostSpecificCause(ex), ex);
		}
	}

}
