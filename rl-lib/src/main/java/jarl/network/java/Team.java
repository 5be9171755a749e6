package jarl.network.java;

import jarl.network.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that do one task together, each its own share, the caller among them.
///
/// A round costs less than a microsecond while all are awake, and a thread that sleeps takes longer to wake than a share
/// takes to compute. So who waits spins for [#PATIENCE], longer than what a training does between two rounds, offering
/// its core to others after [#SELFISH], and then parks. Who computes a share changes no bit of it, so the caller does not
/// wait for a member that has not begun, its core being lent to somebody else: it does that share too. When another round
/// is under way, it does all of them.
final class Team implements AutoCloseable {
    /// How long a thread waits awake, in nanoseconds.
    private static final long PATIENCE = 500_000;

    /// How long it keeps its core meanwhile, in nanoseconds.
    private static final long SELFISH = 20_000;

    /// Work that falls into shares, one for each member.
    @FunctionalInterface
    interface Task {
        void run(int member);
    }

    private static final Task NOTHING = member -> {};

    private final Member[] others;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();
    private Task task = NOTHING;
    private int rounds;
    private volatile int round;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable Throwable failure;

    Team(int size) {
        others = new Member[size - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Member(i + 1);
            others[i].start();
        }
    }

    int size() {
        return others.length + 1;
    }

    /// Does all shares and returns when the last is done.
    void run(Task work) {
        if (!begin(work)) {
            alone(work);
            return;
        }
        try {
            work.run(0);
        } finally {
            end();
        }
        tellFailure();
    }

    /// Lets another member do `work` while the caller goes on; rounds that begin meanwhile, the caller does alone. Where
    /// nobody is free it is done at once.
    ///
    /// @return what waits for the work's end, and does it where it has not begun
    Engine.Aside aside(Runnable work) {
        if (!begin(member -> {
            if (member == 1) {
                work.run();
            }
        })) {
            work.run();
            return () -> {};
        }
        return () -> {
            end();
            tellFailure();
        };
    }

    /// All shares one after the other, by the caller: for work that is shorter than a round.
    void alone(Task work) {
        for (int member = 0; member < size(); member++) {
            work.run(member);
        }
    }

    /// Begins a round, unless there is nobody else or another is under way.
    private boolean begin(Task work) {
        if (others.length == 0 || !busy.compareAndSet(false, true)) {
            return false;
        }
        if (failure != null) {
            failure = null; // of an earlier round; who spins reads this cache line, so it is not written in vain
        }
        task = work;
        unfinished.setPlain(others.length);
        round = ++rounds; // publishes the task
        for (Member member : others) {
            member.wake();
        }
        return true;
    }

    /// Does the shares that nobody has begun and waits for the rest.
    private void end() {
        for (Member late : others) {
            late.share(rounds);
        }
        awaitOthers();
        busy.set(false);
    }

    private void tellFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("A share of the work failed", thrown);
        }
    }

    private void awaitOthers() {
        long start = System.nanoTime();
        for (int spins = 1; unfinished.get() > 0; spins++) {
            if (impatient(spins, start)) {
                waiting = Thread.currentThread();
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                }
                waiting = null;
            }
        }
    }

    /// Waits a moment: at first keeping the core, then offering it to whoever else has work for it.
    ///
    /// @return whether it has been long enough to park; the clock is read now and then only
    @SuppressWarnings("ThreadPriorityCheck") // nothing but time hangs on whether a yield is heard
    private static boolean impatient(int spins, long start) {
        Thread.onSpinWait();
        if (spins % 32 != 0) {
            return false;
        }
        long waited = System.nanoTime() - start;
        if (waited > SELFISH) {
            Thread.yield();
        }
        return waited > PATIENCE;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        for (Member member : others) {
            LockSupport.unpark(member);
        }
    }

    private final class Member extends Thread {
        private final int number;
        /// The last round whose share of this member has been begun, by itself or by the caller.
        private final AtomicInteger begun = new AtomicInteger();
        private volatile boolean parked;

        Member(int number) {
            super("jarl-engine-" + number);
            this.number = number;
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int done = 0;
            while (await(done)) {
                done = round;
                share(done);
            }
        }

        /// Waits for the round after `done`; false: the team has been closed.
        private boolean await(int done) {
            long start = System.nanoTime();
            for (int spins = 1; round == done && !closed; spins++) {
                if (impatient(spins, start)) {
                    parked = true;
                    if (round == done && !closed) {
                        LockSupport.park(Team.this);
                    }
                    parked = false;
                }
            }
            return round != done;
        }

        /// Does the share in this round, unless it has been begun.
        private void share(int now) {
            if (!begun.compareAndSet(now - 1, now)) {
                return;
            }
            try {
                task.run(number);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
            if (unfinished.decrementAndGet() == 0) {
                Thread caller = waiting;
                if (caller != null) {
                    LockSupport.unpark(caller);
                }
            }
        }
    }
}
