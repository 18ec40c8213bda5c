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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what lambdas and method references do whose interface is not
 * {@link java.io.Serializable}, of which the JDK tells nothing: their class calls one
 * method, which stands in its constant pool. There is no public way to that, so this uses
 * the JDK's private one. On a JDK where it is closed such lambdas are refused.
 * Thread-safe.
 */
final class LambdaInspector {

	private final Lookups lookups;

	private final @Nullable ConstantPools pools;

	LambdaInspector(Lookups lookups) {
		this.lookups = lookups;
		this.pools = ConstantPools.open(lookups);
	}

	/**
	 * Describe a lambda.
	 * @param type its class
	 * @return the description, or {@code null} if it cannot be found out
	 */
	@Nullable LambdaDescription describe(Class<?> type) {
		ConstantPools pools = this.pools;
		if (pools == null) {
			return null;
		}
		Method method = method(type.getInterfaces()[0]);
		List<Member> members = pools.members(type);
		List<Member> candidates = candidates(members);
		if (method == null || candidates.size() != 1) {
			return null;
		}
		String name = type.getName();
		try {
			Class<?> capturingClass = Class.forName(name.substring(0, name.indexOf("$$Lambda")), false,
					type.getClassLoader());
			return describe(type, method, capturingClass, candidates.get(0),
					new Adaptations(members.stream().filter(Member::isAdaptation).toList(), pools.classes(type)));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * Return what may be the method that a class calls. Boxing and unboxing come with it,
	 * unless a method reference refers to nothing else: if what is unboxed is boxed again
	 * as it is, it does not matter to which of the two.
	 */
	private static List<Member> candidates(List<Member> members) {
		List<Member> called = members.stream().filter((member) -> !member.isAdaptation()).toList();
		if (!called.isEmpty()) {
			return called;
		}
		List<Member> boxing = members.stream().filter(Member::isBoxing).toList();
		List<Member> unboxing = members.stream().filter((member) -> !member.isBoxing()).toList();
		boolean same = boxing.stream().allMatch((box) -> unboxing.stream().allMatch((member) -> member.feeds(box)));
		return (same && !unboxing.isEmpty()) ? unboxing : boxing;
	}

	/**
	 * Return what a lambda captured.
	 * @param lambda the lambda
	 * @return the values, in order
	 * @throws IllegalAccessException never
	 */
	static @Nullable Object[] captured(Object lambda) throws IllegalAccessException {
		Field[] fields = fields(lambda.getClass());
		@Nullable Object[] captured = new Object[fields.length];
		for (int i = 0; i < captured.length; i++) {
			captured[i] = fields[i].get(lambda);
		}
		return captured;
	}

	private static Field[] fields(Class<?> type) {
		Field[] fields = type.getDeclaredFields();
		Arrays.sort(fields,
				Comparator.comparing((Field field) -> field.getName().length()).thenComparing(Field::getName));
		for (Field field : fields) {
			field.setAccessible(true);
		}
		return fields;
	}

	private @Nullable LambdaDescription describe(Class<?> type, Method method, Class<?> capturingClass, Member member,
			Adaptations adaptations) throws ReflectiveOperationException {
		Lookup lookup = this.lookups.in(capturingClass);
		if (lookup == null) {
			return null;
		}
		MethodType signature = MethodType.fromMethodDescriptorString(member.descriptor(), type.getClassLoader());
		int kind = kind(lookup, member, signature);
		List<Class<?>> parameters = new ArrayList<>(signature.parameterList());
		if (kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface) {
			parameters.add(0, member.owner());
		}
		Class<?> result = (kind == MethodHandleInfo.REF_newInvokeSpecial) ? member.owner() : signature.returnType();
		MethodType erased = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
		MethodType instantiated = instantiated(erased, result,
				parameters.subList(fields(type).length, parameters.size()), adaptations);
		if (instantiated == null) {
			return null;
		}
		return LambdaDescription.ofInspected(type, method.getName(), erased, capturingClass, member.owner(),
				member.name(), member.descriptor(), kind, instantiated);
	}

	private static int kind(Lookup lookup, Member member, MethodType signature) throws IllegalAccessException {
		if (member.name().equals("<init>")) {
			return MethodHandleInfo.REF_newInvokeSpecial;
		}
		try {
			lookup.findStatic(member.owner(), member.name(), signature);
			return MethodHandleInfo.REF_invokeStatic;
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return (member.owner().isInterface()) ? MethodHandleInfo.REF_invokeInterface
					: MethodHandleInfo.REF_invokeVirtual;
		}
	}

	/**
	 * Return the signature of the interface's method as far as the called method tells
	 * its type arguments, or {@code null} if it may be one or another.
	 */
	private static @Nullable MethodType instantiated(MethodType erased, Class<?> result, List<Class<?>> parameters,
			Adaptations adaptations) {
		MethodType instantiated = erased;
		boolean several = parameters.stream().filter(Class::isPrimitive).count() > 1;
		for (int i = 0; i < parameters.size(); i++) {
			Class<?> parameter = parameters.get(i);
			Class<?> called = parameter;
			if (parameter.isPrimitive() && !erased.parameterType(i).isPrimitive()) {
				Set<Class<?>> unboxed = adaptations.unboxedTo(parameter, several);
				if (unboxed.size() > 1) {
					return null;
				}
				called = (unboxed.isEmpty()) ? parameter : unboxed.iterator().next();
			}
			Class<?> specific = specific(erased.parameterType(i), called);
			if (!specific.isPrimitive() && !called.isPrimitive() && !called.isAssignableFrom(specific)) {
				return null;
			}
			instantiated = instantiated.changeParameterType(i, specific);
		}
		return (erased.returnType() == void.class) ? instantiated
				: instantiated.changeReturnType(specific(erased.returnType(), result));
	}

	private static Class<?> specific(Class<?> erased, Class<?> called) {
		Class<?> boxed = MethodType.methodType(called).wrap().returnType();
		return (!erased.isPrimitive() && called != void.class && erased.isAssignableFrom(boxed)) ? boxed : erased;
	}

	private static @Nullable Method method(Class<?> functional) {
		Method found = null;
		for (Method method : functional.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)
					&& (found == null || method.getDeclaringClass() == functional)) {
				found = method;
			}
		}
		return found;
	}

	private static boolean isOfObject(Method method) {
		try {
			Object.class.getMethod(method.getName(), method.getParameterTypes());
			return true;
		}
		catch (NoSuchMethodException ex) {
			return false;
		}
	}

	/**
	 * What a class does with boxed values on the way to the method that it calls.
	 *
	 * @param members the methods by which it boxes and unboxes
	 * @param classes all classes that it knows, those it casts to included
	 */
	private record Adaptations(List<Member> members, Set<Class<?>> classes) {

		/**
		 * Return the classes of which objects may become a value.
		 * @param primitive the type of the value
		 * @param several whether there are other such values
		 * @return the one class, or none if it is the usual one, or several if it is not
		 * known which it is
		 */
		Set<Class<?>> unboxedTo(Class<?> primitive, boolean several) {
			Set<Class<?>> owners = this.members.stream()
				.filter((member) -> member.unboxesTo(primitive))
				.map(Member::owner)
				.collect(Collectors.toSet());
			if (!owners.contains(Number.class)) {
				return owners;
			}
			Set<Class<?>> cast = this.classes.stream()
				.filter((type) -> Member.BOXES.contains(type) && isWidened(type, primitive))
				.collect(Collectors.toSet());
			if (cast.size() > 1 && !several) {
				this.members.stream().filter(Member::isBoxing).map(Member::owner).forEach(cast::remove);
			}
			return cast;
		}

		private static boolean isWidened(Class<?> box, Class<?> primitive) {
			MethodHandle identity = MethodHandles.identity(primitive);
			MethodType boxed = MethodType.methodType(primitive, MethodType.methodType(box).unwrap().returnType());
			try {
				return boxed.parameterType(0).isPrimitive() && identity.asType(boxed) != null;
			}
			catch (WrongMethodTypeException ex) {
				return false;
			}
		}

	}

}
