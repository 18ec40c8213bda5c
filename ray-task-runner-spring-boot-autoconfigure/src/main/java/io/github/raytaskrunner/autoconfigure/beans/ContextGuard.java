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

package io.github.raytaskrunner.autoconfigure.beans;

import io.github.raytaskrunner.serialization.CaptureGuard;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Refuses what belongs to an application context and has no name there.
 */
public final class ContextGuard implements CaptureGuard {

	@Override
	public @Nullable String refuse(Object captured) {
		if (captured instanceof BeanFactory) {
			return "it is the application context, which exists only in this process";
		}
		if (captured instanceof ObjectProvider<?>) {
			return "it looks for beans, which are in this process: capture the bean instead";
		}
		if (captured instanceof SpringProxy) {
			return "it is a proxy that Spring made of a bean, and beans stay in this process: capture the values "
					+ "that the task needs from it instead";
		}
		return null;
	}

}
