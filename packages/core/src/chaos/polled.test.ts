import { chaosSettings } from '../testing/chaos/chaos.test-support';
import { describeChaos } from '../testing/chaos/describe-chaos';
import { polled } from '../testing/chaos/server-kind';

describeChaos(polled, chaosSettings());
