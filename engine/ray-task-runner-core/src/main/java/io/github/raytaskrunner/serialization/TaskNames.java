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

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.raytaskrunner.PythonCall;
import io.github.raytaskrunner.serialization.graph.JdkClasses;
import io.github.raytaskrunner.serialization.graph.Lambdas;
import org.jspecify.annotations.Nullable;

/**
 * Names tasks by the class and method they are written in. A reference to a method of an
 * interface of the JDK, such as {@code callable::call}, is named by what implements it.
 * Thread-safe; remembers the name of a class for as long as the class lives.
 */
final class TaskNames {

	/**
	 * Methods of lambdas as Java's compilers name them: {@code lambda$process$0}, of
	 * serializable ones {@code lambda$process$1a2b3c4d$1}.
	 */
	private static final Pattern LAMBDA_METHOD = Pattern.compile("lambda\\$(?:(.+?)\\$)?(?:[0-9a-f]+\\$)?\\d+");

	/**
	 * Methods of lambdas as Kotlin's compiler names them: {@code process$lambda$0}, of
	 * one within another {@code process$lambda$0$1}.
	 */
	private static final Pattern KOTLIN_LAMBDA_METHOD = Pattern.compile("(.+?)\\$lambda(?:\\$\\d+)+");

	/**
	 * Kotlin's compiler copies the objects of inlined functions, and such a copy denies
	 * where it is from.
	 */
	private static final String INLINED = "$$inlined$";

	/**
	 * Remembered of a class whose objects are named by what they refer to, each by its
	 * own.
	 */
	private static final String OF_RECEIVER = "";

	private final ClassValue<AtomicReference<@Nullable String>> names = new ClassValue<>() {

		@Override
		protected AtomicReference<@Nullable String> computeValue(Class<?> type) {
			return new AtomicReference<>();
		}

	};

	String nameOf(Object task) {
		if (task instanceof PythonCall<?> call) {
			return call.qualifiedName();
		}
		AtomicReference<@Nullable String> known = this.names.get(task.getClass());
		String name = known.get();
		if (name == null) {
			name = name(task);
			known.set(name);
		}
		return name.equals(OF_RECEIVER) ? nameByReceiver(task) : name;
	}

	private static String name(Object task) {
		if (!Lambdas.isLambda(task.getClass())) {
			return className(task.getClass());
		}
		SerializedLambda lambda = Lambdas.describe(task);
		if (lambda == null) {
			String hidden = task.getClass().getName();
			return TypeNames.simple(hidden.substring(0, hidden.indexOf("$$Lambda")));
		}
		return (lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeInterface && lambda.getCapturedArgCount() > 0
				&& lambda.getImplClass().startsWith("java/")) ? OF_RECEIVER : methodName(lambda);
	}

	private String nameByReceiver(Object task) {
		SerializedLambda lambda = Objects.requireNonNull(Lambdas.describe(task));
		Object receiver = lambda.getCapturedArg(0);
		Class<?> type = receiver.getClass();
		return (JdkClasses.contains(type) || Proxy.isProxyClass(type)) ? methodName(lambda) : nameOf(receiver);
	}

	private static String methodName(SerializedLambda lambda) {
		return TypeNames.simple(lambda.getImplClass()) + "." + methodName(lambda.getImplMethodName());
	}

	private static String methodName(String implementation) {
		if ("<init>".equals(implementation)) {
			return "new";
		}
		Matcher matcher = LAMBDA_METHOD.matcher(implementation);
		if (matcher.matches()) {
			return (matcher.group(1) != null) ? matcher.group(1) : "lambda";
		}
		Matcher kotlin = KOTLIN_LAMBDA_METHOD.matcher(implementation);
		return kotlin.matches() ? kotlin.group(1) : implementation;
	}

	private static String className(Class<?> type) {
		String name = type.getName();
		if (name.contains(INLINED)) {
			return TypeNames.simple(name.substring(0, name.indexOf(INLINED)));
		}
		if (!type.isAnonymousClass()) {
			return (type.isLocalClass()) ? type.getSimpleName() : TypeNames.simple(name);
		}
		Class<?> enclosing = type.getEnclosingClass();
		Method method = type.getEnclosingMethod();
		return className(enclosing) + "." + ((method != null) ? method.getName() : "new");
	}

}
