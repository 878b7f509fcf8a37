import type { World } from '../world/world';

/** What one API's part of the world starts with; every function runs inside the seed's transaction. */
export interface ApiSeed {
  /** Accounts and what they need to begin with. What another API has added already must be taken as it is. */
  people(world: World): Promise<void>;
  /** Talk that ends shortly before `now` (milliseconds). */
  demo(world: World, now: number): Promise<void>;
  /** One conversation of `count` messages, ending at `now`. */
  large?(world: World, now: number, count: number): Promise<void>;
}
