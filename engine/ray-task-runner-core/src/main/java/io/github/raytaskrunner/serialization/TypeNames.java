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

package io.github.raytaskrunner.serialization;

import java.lang.reflect.Proxy;

import io.github.raytaskrunner.serialization.graph.JdkClasses;
import io.github.raytaskrunner.serialization.graph.Lambdas;

/**
 * How messages and task names call a class.
 */
final class TypeNames {

	private TypeNames() {
	}

	/**
	 * Return the short name of a class of the application and the full name of one of the
	 * JDK.
	 * @param type the class
	 * @return the name to show
	 */
	static String display(Class<?> type) {
		if (type.isArray()) {
			return display(type.getComponentType()) + "[]";
		}
		if (Proxy.isProxyClass(type) && type.getInterfaces().length > 0) {
			return "proxy of " + display(type.getInterfaces()[0]);
		}
		if (Lambdas.isLambda(type) && type.getInterfaces().length > 0) {
			return "lambda of " + display(type.getInterfaces()[0]);
		}
		return (JdkClasses.contains(type)) ? type.getTypeName() : simple(type.getName());
	}

	/**
	 * Return the name of a class without its package, with its outer classes.
	 * @param className binary name of the class, with dots or slashes
	 * @return {@code Outer.Inner}
	 */
	static String simple(String className) {
		int start = Math.max(className.lastIndexOf('.'), className.lastIndexOf('/')) + 1;
		return className.substring(start).replace('$', '.');
	}

}
