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

import java.io.Externalizable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the format of each class, and remembers it for as long as the codec lives.
 * Thread-safe.
 */
final class Formats {

	/**
	 * Classes that travel as a number.
	 */
	private static final List<Class<?>> WELL_KNOWN = List.of(String.class, Boolean.class, Byte.class, Character.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, Class.class, byte[].class, char[].class,
			int[].class, long[].class, double[].class, Object[].class, String[].class, SerializedLambda.class);

	private static final Map<Class<?>, Integer> WELL_KNOWN_INDEXES = indexes();

	private final Map<Class<?>, Format> formats = new ConcurrentHashMap<>(JdkValueFormat.all());

	private final Map<Class<?>, Format> parts = new ConcurrentHashMap<>();

	private final Map<Class<?>, Format> unreplaced = new ConcurrentHashMap<>();

	private final SerialMethods serialMethods = new SerialMethods();

	private final Lookups lookups = new Lookups();

	private final LambdaInspector lambdaInspector = new LambdaInspector(this.lookups);

	private final StaticFields staticFields = new StaticFields(this.lookups);

	private final LambdaFactory lambdaFactory;

	private final InstanceFormats instanceFormats;

	private final ClassLoader classLoader;

	private final Guard guard;

	private final List<Substitution> substitutions;

	Formats(ClassLoader classLoader, Guard guard, List<Substitution> substitutions) {
		this.classLoader = classLoader;
		this.lambdaFactory = new LambdaFactory(this.serialMethods, this.lookups, classLoader);
		this.guard = guard;
		this.instanceFormats = new InstanceFormats(this.serialMethods, guard);
		List<Substitution> all = new ArrayList<>(substitutions);
		all.addAll(JdkSubstitutions.all());
		this.substitutions = List.copyOf(all);
	}

	int wellKnownCount() {
		return WELL_KNOWN.size();
	}

	int wellKnown(Class<?> type) {
		return WELL_KNOWN_INDEXES.getOrDefault(type, -1);
	}

	Format wellKnown(int index) {
		return of(WELL_KNOWN.get(index));
	}

	/**
	 * Return the format of a class.
	 * @param type the class
	 * @return the format, one that refuses if objects of the class cannot travel
	 */
	Format of(Class<?> type) {
		// no computeIfAbsent: a format may need those of other classes
		Format known = this.formats.get(type);
		if (known != null) {
			return known;
		}
		Format created = create(type);
		Format other = this.formats.putIfAbsent(type, created);
		return (other != null) ? other : created;
	}

	/**
	 * Return the format of a class by its name.
	 * @param name the name as of {@link Format#name()}
	 * @return the format
	 * @throws UnreadableException if there is no such class here
	 */
	Format named(String name) {
		String unreplaced = UnreplacedFormat.typeOf(name);
		return (unreplaced != null) ? unreplaced(load(unreplaced)) : of(load(name));
	}

	/**
	 * Return the format of the objects of a class that has others written in their place.
	 * @param type the class
	 * @return the format of the objects themselves
	 */
	Format unreplaced(Class<?> type) {
		return this.unreplaced.computeIfAbsent(type, (key) -> {
			try {
				return new UnreplacedFormat(this.instanceFormats.createOfFields(key));
			}
			catch (UnsuitableException ex) {
				return new RefusedFormat(key, String.valueOf(ex.getMessage()), () -> null);
			}
		});
	}

	Class<?> load(String name) {
		Class<?> primitive = PrimitiveTypes.named(name);
		if (primitive != null) {
			return primitive;
		}
		try {
			return Class.forName(name, false, this.classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			throw new UnreadableException("there is no class " + name + " here: " + ex);
		}
	}

	private Format create(Class<?> type) {
		try {
			return choose(type);
		}
		catch (UnsuitableException ex) {
			return new RefusedFormat(type, String.valueOf(ex.getMessage()), () -> null);
		}
		catch (LinkageError ex) {
			return new RefusedFormat(type, "something that its class needs is missing, " + ex, () -> null);
		}
	}

	/**
	 * Require that a class is the one that the application has by its name, as objects of
	 * another one would arrive as objects of that.
	 * @param type the class
	 * @throws UnsuitableException if it is another one
	 */
	void requireKnown(Class<?> type) throws UnsuitableException {
		Class<?> named = (type.isHidden()) ? type.getNestHost() : type;
		if (!JdkClasses.contains(named) && !named.isHidden() && isForeign(named)) {
			throw new UnsuitableException("the application has another class " + named.getName()
					+ ": this one is of another class loader, as those from before a restart by devtools are");
		}
	}

	private boolean isForeign(Class<?> type) {
		try {
			return load(type.getName()) != type;
		}
		catch (UnreadableException ex) {
			return false;
		}
	}

	private Format choose(Class<?> type) throws UnsuitableException {
		requireKnown(type);
		Format plain = PlainFormats.of(type, this);
		if (plain != null) {
			return plain;
		}
		if (Enum.class.isAssignableFrom(type)) {
			return (type.isEnum()) ? new EnumFormat(type) : of(type.getSuperclass());
		}
		if (type.isArray()) {
			return new ObjectArrayFormat(type);
		}
		if (type == SerializedLambda.class) {
			return new LambdaFormat(this.lambdaFactory, new LambdaContent.Written());
		}
		for (Substitution substitution : this.substitutions) {
			if (substitution.isFor(type)) {
				return new SubstitutedFormat(type, substitution);
			}
		}
		if (Lambdas.isLambda(type)) {
			return lambdaFormat(type);
		}
		Format constant = ConstantFormat.of(type);
		if (constant != null) {
			return constant;
		}
		if (ClassLoader.class.isAssignableFrom(type)) {
			return new ClassLoaderFormat(this.classLoader);
		}
		String reason = this.guard.refuse(type);
		if (reason != null) {
			return new RefusedFormat(type, reason, () -> partFormat(type));
		}
		if (type.isRecord()) {
			return new RecordFormat(type, this.serialMethods);
		}
		if (Externalizable.class.isAssignableFrom(type)) {
			return new ExternalizableFormat(type, this.serialMethods);
		}
		if (type == ConcurrentHashMap.class) {
			return new ConcurrentMapFormat();
		}
		if (type == HashSet.class) {
			return new HashSetFormat(this.serialMethods);
		}
		InstanceFormat format = this.instanceFormats.create(type);
		return (format.isStateless() && StatelessFormat.isFor(type))
				? new StatelessFormat(type, format, this.staticFields) : format;
	}

	private Format lambdaFormat(Class<?> type) throws UnsuitableException {
		MethodHandle writeReplace = this.serialMethods.writeReplace(type);
		if (writeReplace != null) {
			return new LambdaFormat(this.lambdaFactory, new LambdaContent.Serializable(writeReplace));
		}
		LambdaDescription description = (JdkClasses.contains(type)) ? null : this.lambdaInspector.describe(type);
		if (description == null && JdkClasses.contains(type)) {
			throw new UnsuitableException(
					"the JDK made this lambda, of a functional interface that is not Serializable,"
							+ " and does not tell what it does; write it as a lambda of your own");
		}
		if (description == null) {
			throw new UnsuitableException("the functional interface of this lambda is not Serializable, and what it"
					+ " does cannot be found out; write it as a lambda of your own, or cast it as in"
					+ " (Comparator<T> & Serializable)");
		}
		return new LambdaFormat(this.lambdaFactory, new LambdaContent.Inspected(description));
	}

	private @Nullable Format partFormat(Class<?> type) {
		if (!JdkClasses.contains(type)) {
			return null;
		}
		return this.parts.computeIfAbsent(type, (part) -> {
			try {
				return this.instanceFormats.create(part);
			}
			catch (UnsuitableException ex) {
				return new RefusedFormat(part, String.valueOf(ex.getMessage()), () -> null);
			}
		});
	}

	private static Map<Class<?>, Integer> indexes() {
		Map<Class<?>, Integer> indexes = new HashMap<>();
		for (int i = 0; i < WELL_KNOWN.size(); i++) {
			indexes.put(WELL_KNOWN.get(i), i);
		}
		return Map.copyOf(indexes);
	}

}
