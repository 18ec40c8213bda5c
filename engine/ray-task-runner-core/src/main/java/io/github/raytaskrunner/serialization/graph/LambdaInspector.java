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
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds out what lambdas and method references do whose interface is not
 * {@link java.io.Serializable}, of which the JDK tells nothing: their class calls one
 * method, which stands in its constant pool. There is no public way to that, so this uses
 * the JDK's private one. On a JDK where it is closed such lambdas are refused.
 * Thread-safe.
 */
final class LambdaInspector {

	private static final String CONSTANT_POOL = "jdk.internal.reflect.ConstantPool";

	private static final Set<Class<?>> BOXES = Set.of(Boolean.class, Byte.class, Character.class, Short.class,
			Integer.class, Long.class, Float.class, Double.class, Number.class);

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
		Method method = method(type.getInterfaces()[0]);
		List<Member> members = (this.pools != null) ? this.pools.members(type) : List.of();
		List<Member> called = members.stream().filter((member) -> !member.isAdaptation()).toList();
		// unboxing may be what a method reference refers to
		List<Member> candidates = (called.isEmpty()) ? members : called;
		if (method == null || candidates.size() != 1) {
			return null;
		}
		String name = type.getName();
		try {
			Class<?> capturingClass = Class.forName(name.substring(0, name.indexOf("$$Lambda")), false,
					type.getClassLoader());
			return describe(type, method, capturingClass, candidates.get(0));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
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

	private @Nullable LambdaDescription describe(Class<?> type, Method method, Class<?> capturingClass, Member member)
			throws ReflectiveOperationException {
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
				parameters.subList(fields(type).length, parameters.size()));
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
	 * its type arguments.
	 */
	private static MethodType instantiated(MethodType erased, Class<?> result, List<Class<?>> parameters) {
		MethodType instantiated = erased;
		for (int i = 0; i < parameters.size(); i++) {
			instantiated = instantiated.changeParameterType(i, specific(erased.parameterType(i), parameters.get(i)));
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
	 * A method or constructor that a class calls.
	 *
	 * @param owner the class it is called on
	 * @param name its name
	 * @param descriptor its signature
	 */
	private record Member(Class<?> owner, String name, String descriptor) {

		boolean isConstructorOfObject() {
			return this.owner == Object.class && this.name.equals("<init>");
		}

		boolean isAdaptation() {
			return BOXES.contains(this.owner) && (this.name.equals("valueOf") || this.name.endsWith("Value"));
		}

	}

	/**
	 * The JDK's own view of the constant pools of classes.
	 */
	private static final class ConstantPools {

		private final MethodHandle constantPool;

		private final MethodHandle size;

		private final MethodHandle tag;

		private final MethodHandle member;

		private ConstantPools(Lookup trusted) throws ReflectiveOperationException {
			Class<?> pool = Class.forName(CONSTANT_POOL);
			Class<?> tag = Class.forName(CONSTANT_POOL + "$Tag");
			this.constantPool = trusted.findVirtual(Class.class, "getConstantPool", MethodType.methodType(pool));
			this.size = trusted.findVirtual(pool, "getSize", MethodType.methodType(int.class));
			this.tag = trusted.findVirtual(pool, "getTagAt", MethodType.methodType(tag, int.class));
			this.member = trusted.findVirtual(pool, "getMemberRefInfoAt",
					MethodType.methodType(String[].class, int.class));
		}

		static @Nullable ConstantPools open(Lookups lookups) {
			Lookup trusted = lookups.trusted();
			try {
				return (trusted != null) ? new ConstantPools(trusted) : null;
			}
			catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
				return null;
			}
		}

		List<Member> members(Class<?> type) {
			List<Member> members = new ArrayList<>();
			try {
				Object pool = this.constantPool.invoke(type);
				int size = (int) this.size.invoke(pool);
				for (int i = 1; i < size; i++) {
					String tag = this.tag.invoke(pool, i).toString();
					if (tag.equals("METHODREF") || tag.equals("INTERFACEMETHODREF")) {
						String[] member = (String[]) this.member.invoke(pool, i);
						Class<?> owner = Class.forName(member[0].replace('/', '.'), false, type.getClassLoader());
						members.add(new Member(owner, member[1], member[2]));
					}
				}
			}
			catch (Throwable ex) {
				return List.of();
			}
			// the class's own constructor calls it first
			members.stream().filter(Member::isConstructorOfObject).findFirst().ifPresent(members::remove);
			return members;
		}

	}

}
