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

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Has a hash that is another one until it was read.
 */
public class ExternalPeer implements CycleTests.Peer, Externalizable {

	private @Nullable String name;

	private Set<CycleTests.Peer> peers = new HashSet<>();

	public ExternalPeer() {
	}

	ExternalPeer(String name) {
		this.name = name;
	}

	@Override
	public Set<CycleTests.Peer> peers() {
		return this.peers;
	}

	@Override
	public void writeExternal(ObjectOutput output) throws IOException {
		output.writeObject(this.peers);
		output.writeObject(this.name);
	}

	@Override
	@SuppressWarnings("unchecked")
	public void readExternal(ObjectInput input) throws IOException, ClassNotFoundException {
		this.peers = (Set<CycleTests.Peer>) input.readObject();
		this.name = (String) input.readObject();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ExternalPeer peer && Objects.equals(peer.name, this.name);
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(this.name);
	}

}
