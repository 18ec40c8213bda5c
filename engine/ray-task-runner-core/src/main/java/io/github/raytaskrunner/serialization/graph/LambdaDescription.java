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

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;

/**
 * A lambda or method reference without what it captured. Names of classes have slashes.
 *
 * @param capturingClass the class whose code it is in
 * @param interfaceName the functional interface
 * @param methodName the method of the interface
 * @param methodSignature its erased signature
 * @param implementationClass the class of the method it runs
 * @param implementationName the method it runs
 * @param implementationSignature its signature
 * @param implementationKind its kind, as of {@link java.lang.invoke.MethodHandleInfo}
 * @param instantiatedType signature of the interface's method with its type arguments
 * @param markers what else it implements
 * @param serializable whether it is {@link Serializable}
 */
record LambdaDescription(String capturingClass, String interfaceName, String methodName, String methodSignature,
		String implementationClass, String implementationName, String implementationSignature, int implementationKind,
		String instantiatedType, List<String> markers, boolean serializable) {

	static LambdaDescription of(Class<?> type, SerializedLambda written) {
		String interfaceName = written.getFunctionalInterfaceClass();
		return new LambdaDescription(written.getCapturingClass(), interfaceName,
				written.getFunctionalInterfaceMethodName(), written.getFunctionalInterfaceMethodSignature(),
				written.getImplClass(), written.getImplMethodName(), written.getImplMethodSignature(),
				written.getImplMethodKind(), written.getInstantiatedMethodType(), markers(type, interfaceName), true);
	}

	static LambdaDescription ofInspected(Class<?> type, String methodName, MethodType erased, Class<?> capturingClass,
			Class<?> owner, String name, String signature, int kind, MethodType instantiated) {
		String interfaceName = slashed(type.getInterfaces()[0]);
		return new LambdaDescription(slashed(capturingClass), interfaceName, methodName,
				erased.toMethodDescriptorString(), slashed(owner), name, signature, kind,
				instantiated.toMethodDescriptorString(), markers(type, interfaceName), false);
	}

	private static List<String> markers(Class<?> type, String interfaceName) {
		List<String> markers = new ArrayList<>();
		for (Class<?> implemented : type.getInterfaces()) {
			if (implemented != Serializable.class && !slashed(implemented).equals(interfaceName)) {
				markers.add(slashed(implemented));
			}
		}
		return markers;
	}

	private static String slashed(Class<?> type) {
		return type.getName().replace('.', '/');
	}

	byte[] toByteArray() {
		ByteSink sink = new ByteSink(256);
		sink.writeText(this.capturingClass);
		sink.writeText(this.interfaceName);
		sink.writeText(this.methodName);
		sink.writeText(this.methodSignature);
		sink.writeText(this.implementationClass);
		sink.writeText(this.implementationName);
		sink.writeText(this.implementationSignature);
		sink.writeByte(this.implementationKind);
		sink.writeText(this.instantiatedType);
		sink.writeCount(this.markers.size());
		this.markers.forEach(sink::writeText);
		sink.writeByte((this.serializable) ? 1 : 0);
		return sink.toByteArray();
	}

	static LambdaDescription of(byte[] bytes) {
		ByteSource source = new ByteSource(bytes, 0);
		String capturingClass = source.readText();
		String interfaceName = source.readText();
		String methodName = source.readText();
		String methodSignature = source.readText();
		String implementationClass = source.readText();
		String implementationName = source.readText();
		String implementationSignature = source.readText();
		int implementationKind = source.readByte();
		String instantiatedType = source.readText();
		String[] markers = new String[source.readSize(1)];
		for (int i = 0; i < markers.length; i++) {
			markers[i] = source.readText();
		}
		return new LambdaDescription(capturingClass, interfaceName, methodName, methodSignature, implementationClass,
				implementationName, implementationSignature, implementationKind, instantiatedType, List.of(markers),
				source.readByte() != 0);
	}

}
