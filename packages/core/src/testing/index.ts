export { createFakeClock, type FakeClock } from './fake-clock';
export { describeStorageContract, type StorageContractOptions } from './storage-contract';
