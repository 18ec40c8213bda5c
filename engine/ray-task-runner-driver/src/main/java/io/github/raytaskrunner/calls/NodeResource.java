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

package io.github.raytaskrunner.calls;

/**
 * The resource that each node has once, and no other node: who asks for a little of it
 * runs there.
 */
public final class NodeResource {

	/**
	 * So little that it is there at any time: Ray knows no less.
	 */
	public static final double LITTLE = 0.0001;

	private NodeResource() {
	}

	/**
	 * Return the name of a node's resource.
	 * @param address IP address of the node
	 * @return the name
	 */
	public static String name(String address) {
		return "node:" + address;
	}

}
