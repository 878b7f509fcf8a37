export { describeAdapterContract, type AdapterContractOptions } from './adapter-contract';
export type { ContractPerson, ContractStage } from './adapter-contract/stage';
export { contractReport, type BrokenDuty, type ContractReport } from './contract-report';
export { createFakeAdapter, fakeCapabilities, fakeLimits } from './fake-adapter';
export { adapterInTab, createFakeBrowser, storageInTab, type FakeBrowser } from './fake-browser';
export { createFakeChat, type FakeChat, type FakeClient } from './fake-chat';
export { createFakePlatform, type FakePlatform } from './fake-platform';
export type { FakeTab } from './fake-tab';
export { createFakeServer, type FakeFault, type FakeServer, type FakeServerOptions } from './fake-server';
export { createFakeClock, type FakeClock } from './fake-clock';
export { describeStorageContract, type StorageContractOptions } from './storage-contract';
export { createFakeEnvironment, type FakeEnvironment, type FakeEnvironmentOptions } from './fake-environment';
export { createFakeSockets, type FakeSocket, type FakeSockets } from './fake-socket';
export {
  replay,
  toResponse,
  type Exchange,
  type RecordedFrame,
  type RecordedRequest,
  type RecordedResponse,
  type RecordedSocket,
  type Replay,
  type Transcript,
} from './replay';
