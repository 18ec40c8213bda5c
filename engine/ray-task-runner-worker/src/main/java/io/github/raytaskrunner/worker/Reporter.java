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

package io.github.raytaskrunner.worker;

import java.io.IOException;

import io.github.raytaskrunner.worker.CallFrame.DriverAddress;

/**
 * Reports to the driver as long as it can be reached, and hears from it. Reports make
 * results arrive sooner; without them the driver learns the same from what calls return.
 */
final class Reporter {

	private final CancelListener onCancel;

	private DriverAddress address;

	private DriverConnection connection;

	/**
	 * Create a new reporter.
	 * @param onCancel told which attempts are to be cancelled
	 */
	Reporter(CancelListener onCancel) {
		this.onCancel = onCancel;
	}

	synchronized void report(DriverAddress driver, Report report) {
		try {
			connectionTo(driver).send(report);
		}
		catch (IOException ex) {
			System.err.println("Cannot report to the driver at " + driver.host() + ":" + driver.port() + ": " + ex);
			close();
		}
	}

	private DriverConnection connectionTo(DriverAddress driver) throws IOException {
		if (this.connection == null || !driver.equals(this.address)) {
			close();
			this.connection = DriverConnection.open(driver, this.onCancel);
			this.address = driver;
		}
		return this.connection;
	}

	private void close() {
		if (this.connection != null) {
			try {
				this.connection.close();
			}
			catch (IOException ex) {
				System.err.println("Cannot close the connection to the driver: " + ex);
			}
			this.connection = null;
		}
	}

}
