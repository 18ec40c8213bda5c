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
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's own view of the constant pools of classes.
 */
final class ConstantPools {

	private static final String CONSTANT_POOL = "jdk.internal.reflect.ConstantPool";

	private final MethodHandle constantPool;

	private final MethodHandle size;

	private final MethodHandle tag;

	private final MethodHandle member;

	private final MethodHandle loadedClass;

	private ConstantPools(Lookup trusted) throws ReflectiveOperationException {
		Class<?> pool = Class.forName(CONSTANT_POOL);
		Class<?> tag = Class.forName(CONSTANT_POOL + "$Tag");
		this.constantPool = trusted.findVirtual(Class.class, "getConstantPool", MethodType.methodType(pool));
		this.size = trusted.findVirtual(pool, "getSize", MethodType.methodType(int.class));
		this.tag = trusted.findVirtual(pool, "getTagAt", MethodType.methodType(tag, int.class));
		this.member = trusted.findVirtual(pool, "getMemberRefInfoAt", MethodType.methodType(String[].class, int.class));
		this.loadedClass = trusted.findVirtual(pool, "getClassAtIfLoaded",
				MethodType.methodType(Class.class, int.class));
	}

	/**
	 * Open the constant pools.
	 * @return them, or {@code null} where the JDK keeps them closed
	 */
	static @Nullable ConstantPools open(Lookups lookups) {
		Lookup trusted = lookups.trusted();
		try {
			return (trusted != null) ? new ConstantPools(trusted) : null;
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * Return the loaded classes that a class knows, none if they cannot be read.
	 */
	Set<Class<?>> classes(Class<?> type) {
		Set<Class<?>> classes = new HashSet<>();
		try {
			Object pool = this.constantPool.invoke(type);
			int size = (int) this.size.invoke(pool);
			for (int i = 1; i < size; i++) {
				if (this.tag.invoke(pool, i).toString().equals("CLASS")) {
					Class<?> known = (Class<?>) this.loadedClass.invoke(pool, i);
					if (known != null) {
						classes.add(known);
					}
				}
			}
		}
		catch (Throwable ex) {
			return Set.of();
		}
		return classes;
	}

	/**
	 * Return what a class calls, nothing if that cannot be read.
	 */
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
		if (members.size() > 1) {
			// the class's own constructor calls it first; Object::new calls nothing else
			members.stream().filter(Member::isConstructorOfObject).findFirst().ifPresent(members::remove);
		}
		return members;
	}

}
