export { createFakeAdapter, fakeCapabilities, fakeLimits } from './fake-adapter';
export { createFakeChat, type FakeChat, type FakeClient } from './fake-chat';
export { createFakePlatform, type FakePlatform } from './fake-platform';
export { createFakeServer, type FakeFault, type FakeServer, type FakeServerOptions } from './fake-server';
export { createFakeClock, type FakeClock } from './fake-clock';
export { describeStorageContract, type StorageContractOptions } from './storage-contract';
