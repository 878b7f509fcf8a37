import { chaosSettings } from '../testing/chaos/chaos.test-support';
import { describeChaos } from '../testing/chaos/describe-chaos';
import { stale } from '../testing/chaos/server-kind';

describeChaos(stale, chaosSettings());
