import { chaosSettings } from '../testing/chaos/chaos.test-support';
import { describeChaos } from '../testing/chaos/describe-chaos';
import { keyless } from '../testing/chaos/server-kind';

describeChaos(keyless, chaosSettings());
