import { chaosSettings } from '../testing/chaos/chaos.test-support';
import { describeChaos } from '../testing/chaos/describe-chaos';
import { keyed } from '../testing/chaos/server-kind';

describeChaos(keyed, chaosSettings());
