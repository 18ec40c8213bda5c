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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Takes a property that is empty for one that is not set. An empty text is {@code null}
 * as a number, a path and the like, for which {@link NoUnboundElementsBindHandler} would
 * take the name for one that does not exist.
 */
final class EmptyValuesBindHandler extends AbstractBindHandler {

	private final ConfigurationPropertyName prefix;

	/**
	 * Create a new handler.
	 * @param prefix prefix of the properties
	 * @param parent the handler that is to know of the empty ones
	 */
	EmptyValuesBindHandler(String prefix, BindHandler parent) {
		super(parent);
		this.prefix = ConfigurationPropertyName.of(prefix);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		ConfigurationProperty property = context.getConfigurationProperty();
		if (result == null && property != null && property.getName().equals(name) && this.prefix.isAncestorOf(name)) {
			super.onSuccess(name, target, context, "");
		}
		super.onFinish(name, target, context, result);
	}

}
