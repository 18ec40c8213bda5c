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

package io.github.raytaskrunner.autoconfigure.endpoint;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for {@link RayEndpoint}: cancelling
 * a task that no runner knows does not report success, as it would otherwise.
 */
@EndpointWebExtension(endpoint = RayEndpoint.class)
public final class RayEndpointWebExtension {

	private final RayEndpoint endpoint;

	/**
	 * Create a new extension.
	 * @param endpoint the endpoint
	 */
	public RayEndpointWebExtension(RayEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Cancel a task unless it has ended.
	 * @param key key of the task, which may contain slashes
	 * @return the task as it is then
	 */
	@DeleteOperation
	public WebEndpointResponse<RayEndpoint.TaskDescriptor> cancel(
			@Selector(match = Match.ALL_REMAINING) String... key) {
		RayEndpoint.TaskDescriptor task = this.endpoint.cancel(key);
		return (task != null) ? new WebEndpointResponse<>(task)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
