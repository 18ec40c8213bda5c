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

package io.github.raytaskrunner.serialization.graph;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Creates lambdas from their description, by what the compiler would have them created
 * by. {@code $deserializeLambda$} of their class is not asked: it takes method references
 * for one another that differ in their type arguments only (JDK-8208752), or rejects them
 * (JDK-8374654). Thread-safe; remembers one maker for each lambda of the application.
 */
final class LambdaFactory {

	private static final MethodType MAKER = MethodType.methodType(Object.class, Object[].class);

	private final Map<Description, Maker> makers = new ConcurrentHashMap<>();

	private final SerialMethods serialMethods;

	private final Lookups lookups;

	private final ClassLoader classLoader;

	LambdaFactory(SerialMethods serialMethods, Lookups lookups, ClassLoader classLoader) {
		this.serialMethods = serialMethods;
		this.lookups = lookups;
		this.classLoader = classLoader;
	}

	/**
	 * Create a lambda.
	 * @param description what {@link LambdaDescription#toByteArray()} returned
	 * @param captured what it captures
	 * @return the lambda
	 * @throws Exception if there is no such lambda here
	 */
	Object create(byte[] description, @Nullable Object[] captured) throws Exception {
		Description key = new Description(description);
		Maker maker = this.makers.get(key);
		if (maker == null) {
			maker = maker(LambdaDescription.of(description), captured.length);
			this.makers.put(key, maker);
		}
		return maker.make(captured);
	}

	private Maker maker(LambdaDescription description, int captured) throws Exception {
		Class<?> capturingClass = load(description.capturingClass(), this.classLoader);
		Lookup lookup = (JdkClasses.contains(capturingClass)) ? null : this.lookups.in(capturingClass);
		if (lookup == null) {
			return (values) -> makeByClass(description, capturingClass, values);
		}
		MethodHandle handle = link(description, lookup, captured);
		return (values) -> {
			try {
				return (Object) handle.invokeExact(values);
			}
			catch (Throwable ex) {
				throw Invocation.failure(ex);
			}
		};
	}

	/**
	 * Create a lambda by the class it is in, which lets nobody look into it.
	 */
	private Object makeByClass(LambdaDescription description, Class<?> capturingClass, @Nullable Object[] captured)
			throws Exception {
		SerializedLambda written = new SerializedLambda(capturingClass, description.interfaceName(),
				description.methodName(), description.methodSignature(), description.implementationKind(),
				description.implementationClass(), description.implementationName(),
				description.implementationSignature(), description.instantiatedType(), captured);
		Object lambda = Invocation
			.replace(Objects.requireNonNull(this.serialMethods.readResolve(SerializedLambda.class)), written);
		SerializedLambda read = (lambda != null) ? Lambdas.describe(lambda) : null;
		if (lambda == null || read == null || !LambdaDescription.of(lambda.getClass(), read).equals(description)) {
			throw new UnreadableException("the lambda " + description.implementationName() + " of "
					+ capturingClass.getName() + " is another one here");
		}
		return lambda;
	}

	private static MethodHandle link(LambdaDescription description, Lookup lookup, int captured) throws Exception {
		ClassLoader loader = lookup.lookupClass().getClassLoader();
		MethodHandle implementation = implementation(lookup, description);
		Class<?> functional = load(description.interfaceName(), loader);
		MethodType erased = MethodType.fromMethodDescriptorString(description.methodSignature(), loader);
		List<Object> arguments = new ArrayList<>();
		arguments.add(erased);
		arguments.add(implementation);
		arguments.add(MethodType.fromMethodDescriptorString(description.instantiatedType(), loader));
		int serializable = (description.serializable()) ? LambdaMetafactory.FLAG_SERIALIZABLE : 0;
		arguments.add(serializable | LambdaMetafactory.FLAG_MARKERS | LambdaMetafactory.FLAG_BRIDGES);
		arguments.add(description.markers().size());
		description.markers().forEach((marker) -> arguments.add(load(marker, loader)));
		List<MethodType> bridges = bridges(functional, description.methodName(), erased);
		arguments.add(bridges.size());
		arguments.addAll(bridges);
		MethodType type = MethodType.methodType(functional, implementation.type().parameterList().subList(0, captured));
		CallSite site;
		try {
			site = LambdaMetafactory.altMetafactory(lookup, description.methodName(), type, arguments.toArray());
		}
		catch (Throwable ex) {
			throw Invocation.failure(ex);
		}
		return site.getTarget().asSpreader(Object[].class, captured).asType(MAKER);
	}

	private static MethodHandle implementation(Lookup lookup, LambdaDescription description) throws Exception {
		ClassLoader loader = lookup.lookupClass().getClassLoader();
		Class<?> owner = load(description.implementationClass(), loader);
		String name = description.implementationName();
		MethodType type = MethodType.fromMethodDescriptorString(description.implementationSignature(), loader);
		return switch (description.implementationKind()) {
			case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
			case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
			case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, lookup.lookupClass());
			default -> lookup.findVirtual(owner, name, type);
		};
	}

	/**
	 * Find the methods of super-interfaces that the same code implements with other
	 * erased types.
	 */
	private static List<MethodType> bridges(Class<?> functional, String name, MethodType erased) {
		List<MethodType> bridges = new ArrayList<>();
		for (Method method : functional.getMethods()) {
			MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
			if (Modifier.isAbstract(method.getModifiers()) && method.getName().equals(name)
					&& type.parameterCount() == erased.parameterCount() && !type.equals(erased)
					&& !bridges.contains(type)) {
				bridges.add(type);
			}
		}
		return bridges;
	}

	private static Class<?> load(String name, @Nullable ClassLoader loader) {
		try {
			return Class.forName(name.replace('/', '.'), false, loader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw new UnreadableException("there is no class " + name.replace('/', '.') + " here: " + ex);
		}
	}

	/**
	 * Makes the lambdas of one place in the code.
	 */
	@FunctionalInterface
	private interface Maker {

		Object make(@Nullable Object[] captured) throws Exception;

	}

	/**
	 * Finds the maker of a lambda. Its hash code is what takes time when a lambda is
	 * read, and processors have instructions for this one.
	 *
	 * @param bytes the description
	 */
	private record Description(byte[] bytes) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Description description && Arrays.equals(this.bytes, description.bytes);
		}

		@Override
		public int hashCode() {
			CRC32 checksum = new CRC32();
			checksum.update(this.bytes);
			return (int) checksum.getValue();
		}

	}

}
