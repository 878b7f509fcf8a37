import type { Acting, ContractStage } from './stage';

export interface ContractScene {
  readonly stage: ContractStage;
  readonly author: Acting;
  readonly reader: Acting;
}

export interface ContractRunner {
  it(title: string, body: (scene: ContractScene) => Promise<void>): void;
}
